// Whether PDs agree with observed shares of defaults.
#pragma once

#include <span>

#include "judging/scored_outcome.hpp"

namespace prescore {

/// The outcome regressed on the logit of the PD (Cox, "Two further applications of a model for binary regression",
/// 1958). Perfect PDs give 0 and 1; a negative intercept means PDs too high, a slope below 1 PDs too far apart.
struct CalibrationLine {
  double intercept = 0.0;
  double slope = 0.0;
};

[[nodiscard]] CalibrationLine calibration_line(std::span<const ScoredOutcome> scored_outcomes);

}  // namespace prescore
