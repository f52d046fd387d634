#include "applicants/missing_words.hpp"

#include <algorithm>
#include <array>

#include "base/blanks.hpp"

namespace prescore {
namespace {

/// In lower case. What R, pandas, SAS, SQL, Excel and people write.
constexpr std::array<std::string_view, 22> kWords = {
    "",     "na",  "n/a", "n.a.", "#n/a", "<na>", "nan", "-nan", "null",   "(null)", "#null!",
    "none", "nil", "\\n", "nat",  "?",    ".",    "-",   "--",   "\u2014", "н/д",    "Н/Д",
};

constexpr char lower(char character) noexcept {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

}  // namespace

bool is_missing_word(std::string_view cell) noexcept {
  constexpr std::size_t kLongest = 6;
  const std::string_view text = trimmed(cell);
  if (text.size() > kLongest) return false;
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                      [](char written, char known) { return lower(written) == known || written == known; });
  });
}

}  // namespace prescore
