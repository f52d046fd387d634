#include "applicants/name_words.hpp"

#include <algorithm>

#include "applicants/small_letters.hpp"

namespace prescore {

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(small_letters(word));
    word.clear();
  };
  char before = '\0';
  for (const char c : name) {
    const bool is_small = c >= 'a' && c <= 'z';
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_letter = is_small || is_capital || static_cast<unsigned char>(c) >= 0x80U;
    if (!is_letter || (is_capital && before >= 'a' && before <= 'z')) end_word();
    if (is_letter) word += c;
    before = c;
  }
  end_word();
  return words;
}

bool has_word(std::string_view name, std::span<const std::string_view> known) {
  const std::vector<std::string> words = words_of(name);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return std::find(known.begin(), known.end(), word) != known.end();
  });
}

}  // namespace prescore
