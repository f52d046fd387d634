#include "calibration_bins.hpp"

#include <algorithm>

#include "prescore/pd_table.hpp"

namespace prescore {
namespace {

struct ExpectedAndSeen {
  double pd = 0.0;
  double risk = 0.0;
};

/// By rising PD; the risk of a row is the share of defaults among the rows of its PD.
std::vector<ExpectedAndSeen> by_pd(std::span<const Outturn> outturns) {
  std::vector<Outturn> sorted(outturns.begin(), outturns.end());
  std::sort(sorted.begin(), sorted.end(), [](const Outturn& a, const Outturn& b) { return a.pd_ppm < b.pd_ppm; });
  std::vector<ExpectedAndSeen> rows;
  rows.reserve(sorted.size());
  for (auto tie = sorted.begin(); tie != sorted.end();) {
    const auto end = std::find_if(tie, sorted.end(), [&](const Outturn& row) { return row.pd_ppm != tie->pd_ppm; });
    const auto defaults = std::count_if(tie, end, [](const Outturn& row) { return row.defaulted; });
    const double risk = static_cast<double>(defaults) / static_cast<double>(end - tie);
    rows.insert(rows.end(), static_cast<std::size_t>(end - tie), {static_cast<double>(tie->pd_ppm) / kWholePpm, risk});
    tie = end;
  }
  return rows;
}

}  // namespace

std::vector<CalibrationBin> calibration_bins(std::span<const Outturn> outturns, std::size_t bins) {
  const std::vector<ExpectedAndSeen> rows = by_pd(outturns);
  std::vector<CalibrationBin> described;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const std::size_t begin = bin * rows.size() / bins;
    const std::size_t end = (bin + 1) * rows.size() / bins;
    if (begin == end) continue;
    CalibrationBin one{end - begin, 0.0, 0.0};
    for (std::size_t row = begin; row < end; ++row) {
      one.defaults += rows[row].risk;
      one.mean_pd += rows[row].pd;
    }
    one.mean_pd /= static_cast<double>(one.rows);
    described.push_back(one);
  }
  return described;
}

}  // namespace prescore
