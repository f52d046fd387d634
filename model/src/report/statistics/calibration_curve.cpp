#include "report/statistics/calibration_curve.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "prescore/pd_table.hpp"
#include "report/statistics/logistic_regression.hpp"

namespace prescore {
CalibrationLine calibration_line(std::span<const ScoredOutcome> scored_outcomes) {
  std::vector<double> logits;
  std::vector<std::uint8_t> defaulted;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    const double pd = std::clamp(static_cast<double>(scored_outcome.pd_ppm) / kWholePpm, 1e-6, 1.0 - 1e-6);
    logits.push_back(std::log(pd / (1.0 - pd)));
    defaulted.push_back(scored_outcome.defaulted ? 1 : 0);
  }
  const std::vector<double> coefficients = fit_logistic(logits, 1, defaulted);
  return {coefficients[0], coefficients[1]};
}

}  // namespace prescore
