// Whether PDs mean what they say.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "outturn.hpp"
#include "report/intervals.hpp"

namespace prescore {

/// Applicants of similar PD.
struct CalibrationBin {
  std::uint64_t rows = 0;
  std::uint64_t defaults = 0;
  double mean_pd = 0.0;
  double bad_rate = 0.0;
  /// Wilson's 95 % interval of the bad rate.
  Interval interval;
};

/// `bins` bins of equal size by PD, those of metrics.hpp's `calibration_error`. `outturns` is not empty.
[[nodiscard]] std::vector<CalibrationBin> calibration_bins(std::span<const Outturn> outturns, std::size_t bins);

/// The outcome regressed on the logit of the PD (Cox, "Two further applications of a model for binary regression",
/// 1958). Perfect PDs give 0 and 1; a negative intercept means PDs too high, a slope below 1 PDs too far apart.
struct CalibrationLine {
  double intercept = 0.0;
  double slope = 0.0;
};

[[nodiscard]] CalibrationLine calibration_line(std::span<const Outturn> outturns);

}  // namespace prescore
