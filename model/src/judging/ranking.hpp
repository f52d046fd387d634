// Applicants in the order of their risk, and what that order is worth.
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

/// The ties in rising order of risk, in memory that grows with their number, not with that of the rows.
[[nodiscard]] std::vector<Tie> ties_of(std::span<const ScoredOutcome> scored_outcomes);

/// The same for samples of the rows. Sorts once, so that each sample is one pass.
class Ranking {
 public:
  /// `risk` may be on any scale: only the order counts.
  explicit Ranking(std::span<const ScoredOutcome> scored_outcomes);

  /// The ties of the sample that holds row i `counts[i]` times. `counts` has an entry for each row.
  [[nodiscard]] std::vector<Tie> ties(std::span<const std::uint32_t> counts) const;

 private:
  struct Ranked {
    std::int32_t risk;
    std::uint32_t row;
    bool defaulted;
  };

  std::vector<Ranked> order_;
};

/// Ties in any order, of which several may have one risk: in rising order, one a risk.
[[nodiscard]] std::vector<Tie> merged(std::vector<Tie> ties);

/// Sums over ties.
[[nodiscard]] Tie total(std::span<const Tie> ties) noexcept;

// All of these take ties in rising order of risk. Within a tie the applicants are taken in no order: curves are
// straight there.

/// The share of pairs of one defaulter and one repayer in which the defaulter has the higher risk, equal risks counting
/// half (Mann, Whitney, 1947; Hanley, McNeil, "The meaning and use of the area under a ROC curve", 1982).
/// In [0, 1]; 0.5 where either outcome is absent.
[[nodiscard]] double area_under_roc(std::span<const Tie> ties);

/// The mean precision over the defaulters, each refused along with all who have at least his risk
/// (Manning, Raghavan, Schuetze, "Introduction to Information Retrieval", 2008, section 8.4). 0 without defaulters.
[[nodiscard]] double average_precision(std::span<const Tie> ties);

/// The largest distance between the cumulated distributions of defaulters and repayers, in [0, 1].
[[nodiscard]] double kolmogorov_smirnov(std::span<const Tie> ties);

/// The ROC curve: the share of defaulters refused while the share of repayers refused is each of `grid`
/// (rising, in [0, 1]). Where the curve rises straight up, its upper end.
[[nodiscard]] std::vector<double> roc_at(std::span<const Tie> ties, std::span<const double> grid);

/// The precision once each share of defaulters in `grid` (rising, in (0, 1]) is refused, riskiest first; within a tie
/// by the rule of Davis and Goadrich, "The relationship between precision-recall and ROC curves", 2006.
[[nodiscard]] std::vector<double> precision_at(std::span<const Tie> ties, std::span<const double> grid);

/// The cumulative gain: the share of defaulters among the riskiest share of applicants, for each of `grid`.
[[nodiscard]] std::vector<double> gain_at(std::span<const Tie> ties, std::span<const double> grid);

/// `steps` + 1 values from 0 to 1.
[[nodiscard]] std::vector<double> unit_grid(std::size_t steps);

}  // namespace prescore
