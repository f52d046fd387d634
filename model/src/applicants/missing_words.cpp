#include "applicants/missing_words.hpp"

#include <algorithm>
#include <array>

#include "applicants/small_letters.hpp"
#include "base/blanks.hpp"

namespace prescore {
namespace {

/// What R, pandas, SAS, SQL, Excel and people write.
constexpr std::array<std::string_view, 20> kBuiltIn = {
    "na",   "n/a", "n.a.", "#n/a", "<na>", "nan", "-nan", "null", "(null)", "#null!",
    "none", "nil", "\\n",  "nat",  "?",    ".",   "-",    "--",   "\u2014", "н/д",
};

}  // namespace

MissingWords::MissingWords(const std::optional<std::vector<std::string>>& words) {
  if (words) {
    for (const std::string& word : *words) words_.push_back(small_letters(trimmed(word)));
  } else {
    words_.assign(kBuiltIn.begin(), kBuiltIn.end());
  }
  for (const std::string& word : words_) {
    longest_ = std::max(longest_, word.size());
    has_digits_ = has_digits_ || word.find_first_of("0123456789") != std::string::npos;
  }
}

std::span<const std::string_view> MissingWords::built_in() noexcept { return kBuiltIn; }

bool MissingWords::contain(std::string_view cell) const {
  const std::string_view text = trimmed(cell);
  if (text.empty()) return true;
  // Small letters take as many bytes as capitals.
  if (text.size() > longest_) return false;
  return std::find(words_.begin(), words_.end(), small_letters(text)) != words_.end();
}

}  // namespace prescore
