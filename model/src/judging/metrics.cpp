#include "judging/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "judging/calibration_bins.hpp"
#include "judging/ranking.hpp"
#include "judging/trade_off.hpp"
#include "prescore/pd_table.hpp"

namespace prescore {
namespace {

double mean_pd(std::span<const Outturn> outturns) {
  const auto add = [](std::int64_t sum, const Outturn& outturn) { return sum + outturn.pd_ppm; };
  const std::int64_t sum = std::accumulate(outturns.begin(), outturns.end(), std::int64_t{0}, add);
  return outturns.empty() ? 0.0 : static_cast<double>(sum) / static_cast<double>(outturns.size()) / kWholePpm;
}

}  // namespace

double area_under_roc(std::span<const Outturn> outturns) { return area_under_roc(ties_of(outturns)); }

double kolmogorov_smirnov(std::span<const Outturn> outturns) { return kolmogorov_smirnov(ties_of(outturns)); }

double brier_score(std::span<const Outturn> outturns) {
  double sum = 0.0;
  for (const Outturn& outturn : outturns) {
    const double error = static_cast<double>(outturn.pd_ppm) / kWholePpm - (outturn.defaulted ? 1.0 : 0.0);
    sum += error * error;
  }
  return outturns.empty() ? 0.0 : sum / static_cast<double>(outturns.size());
}

double calibration_error(std::span<const Outturn> outturns) {
  double sum = 0.0;
  for (const CalibrationBin& bin : calibration_bins(outturns, kCalibrationBins)) {
    sum += std::abs(bin.mean_pd - bin.bad_rate()) * static_cast<double>(bin.rows);
  }
  return outturns.empty() ? 0.0 : sum / static_cast<double>(outturns.size());
}

std::int32_t cut_off_for_recall(std::span<const Outturn> outturns, double recall) {
  std::vector<std::int32_t> defaulters;
  for (const Outturn& outturn : outturns) {
    if (outturn.defaulted) defaulters.push_back(outturn.pd_ppm);
  }
  std::sort(defaulters.begin(), defaulters.end(), std::greater<>());
  const auto refused = static_cast<std::size_t>(defaulters_to_refuse(recall, defaulters.size()));
  return std::max(defaulters[refused - 1] - 1, 0);
}

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

Json summarise(std::span<const Outturn> outturns) {
  const std::vector<Tie> ties = ties_of(outturns);
  const double auroc = area_under_roc(ties);
  return {{"rows", outturns.size()},
          {"defaults", count_defaults(outturns)},
          {"base_rate", rounded(share_of(count_defaults(outturns), outturns.size()))},
          {"mean_pd", rounded(mean_pd(outturns))},
          {"auroc", rounded(auroc)},
          {"gini", rounded(2.0 * auroc - 1.0)},
          {"ks", rounded(kolmogorov_smirnov(ties))},
          {"brier", rounded(brier_score(outturns))},
          {"calibration_error", rounded(calibration_error(outturns))}};
}

Json judge_cut_off(std::span<const Outturn> outturns, std::int32_t cut_off_ppm) {
  const CutOff cut_off = at_cut_off(outturns, cut_off_ppm);
  return {{"maximum_pd", static_cast<double>(cut_off_ppm) / kWholePpm},
          {"recall_of_defaulters", rounded(cut_off.recall())},
          {"approval_rate", rounded(cut_off.approval_rate())},
          {"bad_rate", rounded(cut_off.bad_rate())},
          {"precision", rounded(cut_off.precision())},
          {"accuracy", rounded(cut_off.accuracy())},
          {"confusion",
           {{"refused_defaulters", cut_off.refused_defaulters},
            {"refused_repayers", cut_off.refused_repayers},
            {"approved_defaulters", cut_off.approved_defaulters},
            {"approved_repayers", cut_off.approved_repayers}}}};
}

}  // namespace prescore
