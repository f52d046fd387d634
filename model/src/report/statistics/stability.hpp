// How far distributions and shares moved over time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "judging/scored_outcome.hpp"

namespace prescore {

/// The bounds of ten bins that hold about equal shares of the PDs of `scored_outcomes`: bin i ends at bounds[i], the
/// last bin has no end. There are fewer bins where PDs repeat.
[[nodiscard]] std::vector<std::int32_t> decile_bounds(std::span<const ScoredOutcome> scored_outcomes);

/// The share of `scored_outcomes` in each bin; there is one bin more than there are bounds.
[[nodiscard]] std::vector<double> shares_by_bin(std::span<const ScoredOutcome> scored_outcomes,
                                                std::span<const std::int32_t> bounds);

/// The population stability index of two distributions over the same bins: the sum of (a - b) ln(a / b)
/// (Siddiqi, "Credit Risk Scorecards", 2006, chapter 9; the symmetric divergence of Jeffreys, 1946). Shares below
/// 0.0001 count as 0.0001. The customary marks are 0.1 (a shift) and 0.25 (a large shift).
[[nodiscard]] double stability_index(std::span<const double> reference, std::span<const double> shares);

/// The 95th percentile of chi-squared with `freedom` (1 or more) degrees of freedom, by the approximation of Wilson and
/// Hilferty (1931), which is within 3 %.
[[nodiscard]] double chi_squared_95(std::size_t freedom);

/// What the index of two samples of one and the same distribution exceeds in only 5 % of cases: (1/n + 1/m) times the
/// 95th percentile of chi-squared with bins - 1 degrees of freedom (Yurdakul, "Statistical properties of population
/// stability index", 2018). 0 where there is one bin or a sample is empty.
[[nodiscard]] double stability_index_by_chance(std::size_t bins, std::size_t rows_a, std::size_t rows_b);

/// How many standard errors two shares lie apart (z test with the pooled share); 0 where one of them has no rows.
[[nodiscard]] double shares_apart(std::uint64_t part_a, std::uint64_t whole_a, std::uint64_t part_b,
                                  std::uint64_t whole_b);

}  // namespace prescore
