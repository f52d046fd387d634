#include "describing/value_counts.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

namespace prescore {
namespace {

constexpr std::size_t kSmallestHashes = 1'024;

}  // namespace

std::uint64_t hash_of(std::string_view bytes) noexcept {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  return mix(hash);
}

void ValueCounts::add(std::string_view value) {
  const bool is_short = value.size() <= kLongestValueKept;
  if (is_short) {
    const auto found = counts_.find(std::string(value));
    if (found != counts_.end()) {
      ++found->second;
      return;
    }
  }
  const std::uint64_t hash = hash_of(value);
  if (smallest_.size() < kSmallestHashes || hash < *smallest_.rbegin()) {
    smallest_.insert(hash);
    if (smallest_.size() > kSmallestHashes) smallest_.erase(std::prev(smallest_.end()));
  }
  if (is_short && are_complete_ && counts_.size() < kMostValuesKept) {
    counts_.emplace(value, 1);
  } else {
    are_complete_ = false;
  }
}

std::uint64_t ValueCounts::distinct() const noexcept {
  if (are_complete_) return counts_.size();
  if (smallest_.size() < kSmallestHashes) return smallest_.size();
  const double share = (static_cast<double>(*smallest_.rbegin()) + 1.0) / 18446744073709551616.0;
  const double estimate = static_cast<double>(kSmallestHashes - 1) / share;
  return std::max<std::uint64_t>(counts_.size(), static_cast<std::uint64_t>(std::llround(std::min(estimate, 1e18))));
}

std::vector<ValueCount> ValueCounts::by_count() const {
  std::vector<ValueCount> values;
  values.reserve(counts_.size());
  for (const auto& [value, rows] : counts_) values.push_back({value, rows});
  std::sort(values.begin(), values.end(),
            [](const auto& a, const auto& b) { return a.rows != b.rows ? a.rows > b.rows : a.value < b.value; });
  return values;
}

}  // namespace prescore
