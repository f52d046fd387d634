// How the data moved in time, for the analyst: the base rate month by month beside the stability of the scores.
#pragma once

#include "applicants/training_rows.hpp"
#include "json/json_place.hpp"
#include "training/calibration.hpp"

namespace prescore {

/// {"base_rate_by_month": ..., "trend": ..., "score_psi": ...}. `score_psi` is the population stability index of the
/// held-out scores of the last month against the first, in ten bands of equal size (Siddiqi, "Credit risk scorecards",
/// 2006, chapter 8): it sees who applies, not how often they default, and so sleeps through a moving base rate.
/// `log_odds_of(row)` is a row's held-out score; NaN where it has none.
[[nodiscard]] Json report_drift(const TrainingRows& rows, const std::function<double(std::size_t)>& log_odds_of,
                                const Calibration& calibration);

}  // namespace prescore
