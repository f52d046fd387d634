// Options of a choice -> groups that share a code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace prescore {

/// The rows of an option, and how many of them are defaults.
struct OptionCount {
  std::uint64_t rows = 0;
  std::uint64_t defaults = 0;
};

/// By code, from 1 on: the options that have it, by index. Options without rows are in no group.
using OptionGroups = std::vector<std::vector<std::size_t>>;

/// At most this many groups.
inline constexpr std::size_t kMaxOptionGroups = 253;

/// What counts for a choice without a setting of its own.
inline constexpr std::uint32_t kDefaultLeastRows = 30;

/// Groups for a choice whose options have no order, by ascending share of defaults. All options of fewer than
/// `least_rows` rows share one group; option_groups.cpp says why. `least_rows` is at least 1.
[[nodiscard]] OptionGroups group_by_risk(const std::vector<OptionCount>& counts, std::uint32_t least_rows);

/// Groups for a choice whose options have an order, in that order: one for each option, unless there are too many.
[[nodiscard]] OptionGroups group_in_order(const std::vector<OptionCount>& counts);

}  // namespace prescore
