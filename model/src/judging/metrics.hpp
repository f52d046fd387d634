// How well probabilities and decisions fit what became of the applicants.
#pragma once

#include <cstdint>
#include <span>

#include "json/json_place.hpp"
#include "judging/scored_outcome.hpp"

namespace prescore {

// Of a sample that is judged once; ranking.hpp has the same and more of one that is judged many times.

/// The area under the ROC curve, in [0, 1]; 0.5 where either outcome is absent.
[[nodiscard]] double area_under_roc(std::span<const ScoredOutcome> scored_outcomes);

/// The largest distance between the cumulated distributions of defaulters and repayers, in [0, 1].
[[nodiscard]] double kolmogorov_smirnov(std::span<const ScoredOutcome> scored_outcomes);

/// The mean squared distance of PD and outcome (Brier, 1950).
[[nodiscard]] double brier_score(std::span<const ScoredOutcome> scored_outcomes);

/// The expected calibration error over kCalibrationBins `calibration_bins` (Naeini, Cooper, Hauskrecht, 2015).
[[nodiscard]] double calibration_error(std::span<const ScoredOutcome> scored_outcomes);

/// The highest cut-off (approve where PD <= cut-off) that still refuses at least `recall` of the defaulters.
/// `recall` in (0, 1]; `scored_outcomes` holds at least one defaulter.
[[nodiscard]] std::int32_t cut_off_for_recall(std::span<const ScoredOutcome> scored_outcomes, double recall);

/// AUROC, Gini, KS, Brier score, calibration error, mean PD and base rate.
[[nodiscard]] Json summarise(std::span<const ScoredOutcome> scored_outcomes);

/// What approving every applicant with PD <= `cut_off_ppm` means: confusion matrix ("positive" is a defaulter who is
/// refused), approval rate, bad rate among the approved, recall of defaulters, precision, accuracy.
[[nodiscard]] Json judge_cut_off(std::span<const ScoredOutcome> scored_outcomes, std::int32_t cut_off_ppm);

/// `value` to six decimals: beyond them a metric on some ten thousand rows says nothing.
[[nodiscard]] double rounded(double value);

}  // namespace prescore
