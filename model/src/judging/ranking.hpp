// How well a score ranks applicants by risk.
//
// Terms. A *tie* is a group of applicants with the same risk. Everything here works on ties in ascending order of risk,
// so memory and time depend on the number of distinct risks, not on the number of rows.
// Steps. 1. Count defaulters and repayers for each tie. 2. Walk over the ties once. AUROC sums the repayers below each
// tie's defaulters; KS is the widest gap between the two cumulated shares; the curves walk from the riskiest tie down
// and stop at each place of a grid.
// Why this way. Rows inside a tie have no order, so each curve is a straight line there and no figure depends on the
// order of the rows. A bootstrap judges a thousand samples of the same rows: `Ranking` sorts them once, and each sample
// is then one pass. AUROC is summed in whole numbers, so it is exact.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "judging/scored_outcome.hpp"

namespace prescore {

/// Applicants of equal risk.
struct Tie {
  std::int32_t risk = 0;
  std::uint64_t defaulters = 0;
  std::uint64_t repayers = 0;

  [[nodiscard]] std::uint64_t rows() const noexcept { return defaulters + repayers; }
};

/// The ties in ascending order of risk. Memory grows with the number of ties, not with the number of rows.
[[nodiscard]] std::vector<Tie> ties_of(std::span<const ScoredOutcome> scored_outcomes);

/// Ties of samples of the rows. Sorts once, so that each sample is one pass.
class Ranking {
 public:
  /// `risk` may be on any scale: only the order counts.
  explicit Ranking(std::span<const ScoredOutcome> scored_outcomes);

  /// The ties of the sample in which row i occurs `counts[i]` times. `counts` has one entry for each row.
  [[nodiscard]] std::vector<Tie> ties(std::span<const std::uint32_t> counts) const;

 private:
  struct Ranked {
    std::int32_t risk;
    std::uint32_t row;
    bool defaulted;
  };

  std::vector<Ranked> order_;
};

/// Merges ties of the same risk and sorts by risk. The input may be in any order.
[[nodiscard]] std::vector<Tie> merged(std::vector<Tie> ties);

/// Sums over ties.
[[nodiscard]] Tie total(std::span<const Tie> ties) noexcept;

// All of these take ties in ascending order of risk. Curves are straight within a tie.

/// The share of pairs of one defaulter and one repayer in which the defaulter has the higher risk, equal risks counting
/// half (Mann, Whitney, 1947; Hanley, McNeil, "The meaning and use of the area under a ROC curve", 1982).
/// In [0, 1]; 0.5 if either outcome is absent.
[[nodiscard]] double area_under_roc(std::span<const Tie> ties);

/// The mean precision over the defaulters, each refused together with everyone of at least the same risk
/// (Manning, Raghavan, Schuetze, "Introduction to Information Retrieval", 2008, section 8.4). 0 without defaulters.
[[nodiscard]] double average_precision(std::span<const Tie> ties);

/// The largest distance between the cumulated distributions of defaulters and repayers, in [0, 1].
[[nodiscard]] double kolmogorov_smirnov(std::span<const Tie> ties);

/// The ROC curve: the share of defaulters refused while the share of repayers refused is each of `grid`
/// (ascending, in [0, 1]). Where the curve is vertical, its upper end.
[[nodiscard]] std::vector<double> roc_at(std::span<const Tie> ties, std::span<const double> grid);

/// The precision once each share of defaulters in `grid` (ascending, in (0, 1]) is refused, riskiest first. Within a
/// tie it follows Davis and Goadrich, "The relationship between precision-recall and ROC curves", 2006.
[[nodiscard]] std::vector<double> precision_at(std::span<const Tie> ties, std::span<const double> grid);

/// The cumulative gain: the share of defaulters among the riskiest share of applicants, for each of `grid`.
[[nodiscard]] std::vector<double> gain_at(std::span<const Tie> ties, std::span<const double> grid);

/// `steps` + 1 values from 0 to 1.
[[nodiscard]] std::vector<double> unit_grid(std::size_t steps);

}  // namespace prescore
