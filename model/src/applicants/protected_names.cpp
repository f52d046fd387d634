#include "applicants/protected_names.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "applicants/small_letters.hpp"

namespace prescore {
namespace {

constexpr std::array<std::string_view, 25> kWords = {
    "sex",        "gender",   "age",       "birth",          "birthday", "birthdate",   "dob",
    "race",       "ethnic",   "ethnicity", "nationality",    "religion", "marital",     "married",
    "disability", "disabled", "pregnancy", "pregnant",       "marriage", "citizenship", "пол",
    "возраст",    "рождения", "семейное",  "национальность",
};

bool is_small(char c) noexcept { return c >= 'a' && c <= 'z'; }
bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) noexcept { return is_small(c) || is_capital(c) || static_cast<unsigned char>(c) >= 0x80U; }

}  // namespace

bool suggests_protected_trait(std::string_view name) {
  std::string word;
  const auto is_known = [&word] {
    return std::find(kWords.begin(), kWords.end(), small_letters(word)) != kWords.end();
  };
  char before = '\0';
  for (const char c : name) {
    const bool begins_word = is_capital(c) && is_small(before);
    if (!is_letter(c) || begins_word) {
      if (is_known()) return true;
      word.clear();
    }
    if (is_letter(c)) word += c;
    before = c;
  }
  return is_known();
}

}  // namespace prescore
