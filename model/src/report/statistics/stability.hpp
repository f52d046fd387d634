// Whether tomorrow looks like yesterday.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "judging/scored_outcome.hpp"

namespace prescore {

/// The bounds of ten bins that hold about equal shares of the PDs of `scored_outcomes`: bin i ends at bounds[i], the
/// last one has no end. Fewer where PDs repeat.
[[nodiscard]] std::vector<std::int32_t> decile_bounds(std::span<const ScoredOutcome> scored_outcomes);

/// The share of `scored_outcomes` in each bin; one more than there are bounds.
[[nodiscard]] std::vector<double> shares_by_bin(std::span<const ScoredOutcome> scored_outcomes,
                                                std::span<const std::int32_t> bounds);

/// The population stability index of two distributions over the same bins: the sum of (a - b) ln(a / b)
/// (Siddiqi, "Credit Risk Scorecards", 2006, chapter 9; the symmetric divergence of Jeffreys, 1946). Shares below
/// 0.0001 count as 0.0001. By custom below 0.1 is calm and above 0.25 an alarm.
[[nodiscard]] double stability_index(std::span<const double> reference, std::span<const double> shares);

/// How many standard errors two shares lie apart (two-sided z test with the pooled share); 0 where one has no rows.
[[nodiscard]] double shares_apart(std::uint64_t part_a, std::uint64_t whole_a, std::uint64_t part_b,
                                  std::uint64_t whole_b);

}  // namespace prescore
