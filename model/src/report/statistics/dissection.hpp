// Which answers a forest uses, and how many of its trees are needed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "applicants/training_rows.hpp"
#include "judging/scored_outcome.hpp"
#include "prescore/programme.hpp"

namespace prescore {

/// The PD in ppm; none where an answer is not covered.
[[nodiscard]] std::optional<std::int32_t> pd_of(const Programme& programme, const Applicant& applicant) noexcept;

/// The rows to which the model gives a PD.
struct CoveredRows {
  std::vector<std::uint32_t> rows;
  std::vector<ScoredOutcome> scored_outcomes;

  [[nodiscard]] std::size_t size() const noexcept { return rows.size(); }
};

[[nodiscard]] CoveredRows cover_rows(const Programme& programme, const TrainingRows& rows);

/// How much the AUROC falls when a question's answers are shuffled among the applicants.
struct Importance {
  double mean_drop = 0.0;
  /// Over the repeats.
  double standard_deviation = 0.0;
};

/// Permutation importance (Breiman, "Random Forests", 2001; Fisher, Rudin, Dominici, 2019) of each question over
/// `repeats` shuffles, the same on every machine. Both outcomes are among `covered`.
[[nodiscard]] std::vector<Importance> permutation_importance(const Programme& programme, const TrainingRows& rows,
                                                             const CoveredRows& covered, int repeats);

/// The mean PD when everyone gives one answer (Friedman, "Greedy function approximation", 2001, section 8.2).
struct PartialDependence {
  struct Point {
    /// As in `Applicant`.
    std::int32_t value = 0;
    double mean_pd = 0.0;
  };
  /// For a number the values from the 2.5th to the 97.5th percentile, ascending; for a choice each covered option.
  std::vector<Point> points;
};

/// For each question, over at most `sample` rows spread evenly over `covered`.
[[nodiscard]] std::vector<PartialDependence> partial_dependence(const Programme& programme, const TrainingRows& rows,
                                                                const CoveredRows& covered, std::size_t sample);

struct ForestSize {
  std::uint64_t trees = 0;
  std::uint64_t nodes = 0;
  double auroc = 0.5;
};

/// The AUROC of the first k trees, k doubling up to all of them.
[[nodiscard]] std::vector<ForestSize> prefix_quality(const Programme& programme, const TrainingRows& rows,
                                                     const CoveredRows& covered);

}  // namespace prescore
