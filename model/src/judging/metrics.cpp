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

double mean_pd(std::span<const ScoredOutcome> scored_outcomes) {
  const auto add = [](std::int64_t sum, const ScoredOutcome& scored_outcome) { return sum + scored_outcome.pd_ppm; };
  const std::int64_t sum = std::accumulate(scored_outcomes.begin(), scored_outcomes.end(), std::int64_t{0}, add);
  return scored_outcomes.empty() ? 0.0
                                 : static_cast<double>(sum) / static_cast<double>(scored_outcomes.size()) / kWholePpm;
}

}  // namespace

double area_under_roc(std::span<const ScoredOutcome> scored_outcomes) {
  return area_under_roc(ties_of(scored_outcomes));
}

double kolmogorov_smirnov(std::span<const ScoredOutcome> scored_outcomes) {
  return kolmogorov_smirnov(ties_of(scored_outcomes));
}

double brier_score(std::span<const ScoredOutcome> scored_outcomes) {
  double sum = 0.0;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    const double error =
        static_cast<double>(scored_outcome.pd_ppm) / kWholePpm - (scored_outcome.defaulted ? 1.0 : 0.0);
    sum += error * error;
  }
  return scored_outcomes.empty() ? 0.0 : sum / static_cast<double>(scored_outcomes.size());
}

double calibration_error(std::span<const ScoredOutcome> scored_outcomes) {
  double sum = 0.0;
  for (const CalibrationBin& bin : calibration_bins(scored_outcomes, kCalibrationBins)) {
    sum += std::abs(bin.mean_pd - bin.bad_rate()) * static_cast<double>(bin.rows);
  }
  return scored_outcomes.empty() ? 0.0 : sum / static_cast<double>(scored_outcomes.size());
}

std::optional<std::int32_t> cut_off_for_recall(std::span<const ScoredOutcome> scored_outcomes, double recall) {
  std::vector<std::int32_t> defaulters;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    if (scored_outcome.defaulted) defaulters.push_back(scored_outcome.pd_ppm);
  }
  std::sort(defaulters.begin(), defaulters.end(), std::greater<>());
  const auto refused = static_cast<std::size_t>(defaulters_to_refuse(recall, defaulters.size()));
  const std::int32_t lowest_refused = defaulters[refused - 1];
  if (lowest_refused == 0) return std::nullopt;
  return lowest_refused - 1;
}

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

Json share_json(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? Json(nullptr) : Json(rounded(share_of(part, whole)));
}

Json summarise(std::span<const ScoredOutcome> scored_outcomes) {
  const std::vector<Tie> ties = ties_of(scored_outcomes);
  const double auroc = area_under_roc(ties);
  return {{"rows", scored_outcomes.size()},
          {"defaults", count_defaults(scored_outcomes)},
          {"base_rate", rounded(share_of(count_defaults(scored_outcomes), scored_outcomes.size()))},
          {"mean_pd", rounded(mean_pd(scored_outcomes))},
          {"auroc", rounded(auroc)},
          {"gini", rounded(2.0 * auroc - 1.0)},
          {"ks", rounded(kolmogorov_smirnov(ties))},
          {"brier", rounded(brier_score(scored_outcomes))},
          {"calibration_error", rounded(calibration_error(scored_outcomes))}};
}

Json judge_cut_off(std::span<const ScoredOutcome> scored_outcomes, std::int32_t cut_off_ppm) {
  const CutOff cut_off = at_cut_off(scored_outcomes, cut_off_ppm);
  return {{"maximum_pd", static_cast<double>(cut_off_ppm) / kWholePpm},
          {"recall_of_defaulters", rounded(cut_off.recall())},
          {"approval_rate", rounded(cut_off.approval_rate())},
          {"bad_rate", share_json(cut_off.approved_defaulters, cut_off.approved())},
          {"precision", share_json(cut_off.refused_defaulters, cut_off.refused())},
          {"accuracy", rounded(cut_off.accuracy())},
          {"confusion",
           {{"refused_defaulters", cut_off.refused_defaulters},
            {"refused_repayers", cut_off.refused_repayers},
            {"approved_defaulters", cut_off.approved_defaulters},
            {"approved_repayers", cut_off.approved_repayers}}}};
}

}  // namespace prescore
