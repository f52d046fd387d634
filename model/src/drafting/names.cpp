#include "drafting/names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "applicants/small_letters.hpp"

namespace prescore {
namespace {

constexpr std::size_t kLongestName = 48;

/// From U+0430 to U+044F, as passports write Russian.
constexpr std::array<std::string_view, 32> kLatin = {"a",  "b",  "v",  "g",    "d",  "e", "zh", "z", "i",  "i", "k",
                                                     "l",  "m",  "n",  "o",    "p",  "r", "s",  "t", "u",  "f", "kh",
                                                     "ts", "ch", "sh", "shch", "ie", "y", "",   "e", "iu", "ia"};

/// What a sign means where a name begins or ends.
std::string_view word_of(char sign) noexcept {
  switch (sign) {
    case '<':
      return "_below_";
    case '>':
      return "_above_";
    case '+':
      return "_plus_";
    case '-':
      return "_minus_";
    case '%':
      return "_percent_";
    default:
      return "_";
  }
}

/// Appends the Russian letter of two bytes at `place`, or "_"; moves behind the character.
void add_foreign(std::string_view text, std::size_t& place, std::string& name) {
  const auto lead = static_cast<unsigned char>(text[place]);
  const std::size_t size = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  if (size == 2 && place + 1 < text.size()) {
    const std::uint32_t code = (lead & 0x1FU) << 6U | (static_cast<unsigned char>(text[place + 1]) & 0x3FU);
    if (code >= 0x430 && code <= 0x44F) {
      name += kLatin[code - 0x430];
    } else {
      name += code == 0x451 ? "e" : "_";
    }
  } else {
    name += '_';
  }
  place += size;
}

/// Whether a sign means something there: before or behind the rest, not as a hyphen between words.
bool is_meaningful(std::string_view text, std::size_t place) noexcept {
  const char sign = text[place];
  if (sign == '<' || sign == '>' || sign == '%') return true;
  if (sign == '-') return place == 0;
  return sign == '+' && (place == 0 || place + 1 == text.size() || text[place + 1] == ' ');
}

/// "PersonAge" as "Person_Age".
std::string with_words_apart(std::string_view text) {
  std::string apart;
  for (std::size_t place = 0; place < text.size(); ++place) {
    const bool is_capital = text[place] >= 'A' && text[place] <= 'Z';
    if (is_capital && place > 0 && text[place - 1] >= 'a' && text[place - 1] <= 'z') apart += '_';
    apart += text[place];
  }
  return apart;
}

/// One "_" between words, none at the ends, not too long.
std::string tidied(const std::string& name) {
  std::string tidy;
  for (const char c : name) {
    if (c == '_' && (tidy.empty() || tidy.back() == '_')) continue;
    if (tidy.size() == kLongestName) break;
    tidy += c;
  }
  while (!tidy.empty() && tidy.back() == '_') tidy.pop_back();
  return tidy;
}

}  // namespace

std::string name_from(std::string_view text) {
  const std::string small = small_letters(with_words_apart(text));
  std::string name;
  for (std::size_t place = 0; place < small.size();) {
    const char c = small[place];
    if (static_cast<unsigned char>(c) >= 0x80U) {
      add_foreign(small, place, name);
      continue;
    }
    const bool stays = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (stays) {
      name += c;
    } else {
      name += is_meaningful(small, place) ? word_of(c) : "_";
    }
    ++place;
  }
  return tidied(name);
}

std::string UniqueNames::take(std::string_view text, const std::string& otherwise) {
  const std::string wanted = name_from(text);
  const std::string& base = wanted.empty() ? otherwise : wanted;
  std::string name = base;
  for (int number = 2; !taken_.insert(name).second; ++number) name = base + "_" + std::to_string(number);
  return name;
}

}  // namespace prescore
