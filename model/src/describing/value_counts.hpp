// The different values of a column with their counts, in bounded memory.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace prescore {

struct ValueCount {
  std::string value;
  std::uint64_t rows = 0;
};

/// A column may have so many different values that are all kept.
inline constexpr std::size_t kMostValuesKept = 2'000;

/// Longer cells are counted and not kept, in bytes.
inline constexpr std::size_t kLongestValueKept = 120;

class ValueCounts {
 public:
  void add(std::string_view value);

  /// Whether every value is kept with its exact count.
  [[nodiscard]] bool are_complete() const noexcept { return are_complete_; }

  /// How many different values there are: exact if they are complete, else an estimate from the smallest hashes
  /// (Bar-Yossef and others, "Counting distinct elements in a data stream", 2002) within about three per cent.
  [[nodiscard]] std::uint64_t distinct() const noexcept;

  /// Those that are kept, by falling counts, equal counts by their text.
  [[nodiscard]] std::vector<ValueCount> by_count() const;

 private:
  std::unordered_map<std::string, std::uint64_t> counts_;
  std::set<std::uint64_t> smallest_;
  bool are_complete_ = true;
};

/// A hash of bytes, the same on every machine (FNV-1a, mixed).
[[nodiscard]] std::uint64_t hash_of(std::string_view bytes) noexcept;

}  // namespace prescore
