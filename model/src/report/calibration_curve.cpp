#include "report/calibration_curve.hpp"

#include <algorithm>
#include <cmath>

#include "prescore/pd_table.hpp"
#include "report/logistic.hpp"

namespace prescore {
namespace {

CalibrationBin describe_bin(std::span<const Outturn> outturns) {
  CalibrationBin bin;
  bin.rows = outturns.size();
  std::int64_t sum = 0;
  for (const Outturn& outturn : outturns) {
    sum += outturn.pd_ppm;
    bin.defaults += outturn.defaulted ? 1U : 0U;
  }
  bin.mean_pd = static_cast<double>(sum) / kWholePpm / static_cast<double>(bin.rows);
  bin.bad_rate = static_cast<double>(bin.defaults) / static_cast<double>(bin.rows);
  bin.interval = wilson_interval(bin.defaults, bin.rows);
  return bin;
}

}  // namespace

std::vector<CalibrationBin> calibration_bins(std::span<const Outturn> outturns, std::size_t bins) {
  std::vector<Outturn> sorted(outturns.begin(), outturns.end());
  std::sort(sorted.begin(), sorted.end(), [](const Outturn& a, const Outturn& b) {
    return a.pd_ppm != b.pd_ppm ? a.pd_ppm < b.pd_ppm : a.defaulted < b.defaulted;
  });
  std::vector<CalibrationBin> described;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const std::size_t begin = bin * sorted.size() / bins;
    const std::size_t end = (bin + 1) * sorted.size() / bins;
    if (begin < end) described.push_back(describe_bin(std::span(sorted).subspan(begin, end - begin)));
  }
  return described;
}

CalibrationLine calibration_line(std::span<const Outturn> outturns) {
  std::vector<double> logits;
  std::vector<std::uint8_t> defaulted;
  for (const Outturn& outturn : outturns) {
    const double pd = std::clamp(static_cast<double>(outturn.pd_ppm) / kWholePpm, 1e-6, 1.0 - 1e-6);
    logits.push_back(std::log(pd / (1.0 - pd)));
    defaulted.push_back(outturn.defaulted ? 1 : 0);
  }
  const std::vector<double> coefficients = fit_logistic(logits, 1, defaulted);
  return {coefficients[0], coefficients[1]};
}

}  // namespace prescore
