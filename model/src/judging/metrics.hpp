// How well probabilities and decisions fit the outcomes of the applicants.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "json/json_place.hpp"
#include "judging/scored_outcome.hpp"

namespace prescore {

// For a sample that is judged once. For one that is judged many times, ranking.hpp has these figures and more.

/// The area under the ROC curve, in [0, 1]; 0.5 where either outcome is absent.
[[nodiscard]] double area_under_roc(std::span<const ScoredOutcome> scored_outcomes);

/// The largest distance between the cumulated distributions of defaulters and repayers, in [0, 1].
[[nodiscard]] double kolmogorov_smirnov(std::span<const ScoredOutcome> scored_outcomes);

/// The mean squared distance of PD and outcome (Brier, 1950).
[[nodiscard]] double brier_score(std::span<const ScoredOutcome> scored_outcomes);

/// The expected calibration error over kCalibrationBins `calibration_bins` (Naeini, Cooper, Hauskrecht, 2015).
[[nodiscard]] double calibration_error(std::span<const ScoredOutcome> scored_outcomes);

/// The highest cut-off (approve where PD <= cut-off) that still refuses at least `recall` of the defaulters, in ppm.
/// Nothing if no cut-off does, because too many defaulters have a PD of 0. `recall` in (0, 1]; `scored_outcomes` holds
/// at least one defaulter.
[[nodiscard]] std::optional<std::int32_t> cut_off_for_recall(std::span<const ScoredOutcome> scored_outcomes,
                                                             double recall);

/// AUROC, Gini, KS, Brier score, calibration error, mean PD and base rate.
[[nodiscard]] Json summarise(std::span<const ScoredOutcome> scored_outcomes);

/// The results of approving every applicant with PD <= `cut_off_ppm`: confusion matrix ("positive" is a defaulter who
/// is refused), approval rate, bad rate among the approved, recall of defaulters, precision, accuracy. The bad rate is
/// null where nobody is approved, the precision where nobody is refused.
[[nodiscard]] Json judge_cut_off(std::span<const ScoredOutcome> scored_outcomes, std::int32_t cut_off_ppm);

/// `value` to six decimals: for a metric on some ten thousand rows, further ones are noise.
[[nodiscard]] double rounded(double value);

/// `part` of `whole`, rounded; null where `whole` is 0.
[[nodiscard]] Json share_json(std::uint64_t part, std::uint64_t whole);

}  // namespace prescore
