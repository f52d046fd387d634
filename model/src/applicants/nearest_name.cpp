#include "applicants/nearest_name.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "base/file_error.hpp"

namespace prescore {
namespace {

/// A name that is longer is nobody's slip of the hand.
constexpr std::size_t kLongestCompared = 64;

char folded(char character) noexcept {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

/// How many characters must be added, removed or replaced to turn one text into the other.
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= one.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t replaced = diagonal + (folded(one[i - 1]) == folded(other[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest_name(std::string_view wanted, const std::vector<std::string>& names) {
  std::string nearest;
  if (wanted.size() > kLongestCompared) return nearest;
  std::size_t fewest = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const std::string& known : names) {
    if (known.empty() || known.size() > kLongestCompared) continue;
    const std::size_t changes = distance(wanted, known);
    if (changes >= fewest) continue;
    fewest = changes;
    nearest = shown_text(known);
  }
  return nearest;
}

}  // namespace prescore
