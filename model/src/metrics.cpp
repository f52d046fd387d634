#include "metrics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "calibration_bins.hpp"
#include "prescore/pd_table.hpp"

namespace prescore {
namespace {

constexpr std::size_t kCalibrationBins = 10;

std::vector<Outturn> by_pd(std::span<const Outturn> outturns) {
  std::vector<Outturn> sorted(outturns.begin(), outturns.end());
  std::sort(sorted.begin(), sorted.end(), [](const Outturn& a, const Outturn& b) {
    return a.pd_ppm != b.pd_ppm ? a.pd_ppm < b.pd_ppm : a.defaulted < b.defaulted;
  });
  return sorted;
}

std::uint64_t count_defaults(std::span<const Outturn> outturns) {
  return static_cast<std::uint64_t>(
      std::count_if(outturns.begin(), outturns.end(), [](const Outturn& outturn) { return outturn.defaulted; }));
}

/// Calls `use(defaults, repaid)` for each group of equal PDs, in rising order.
template <typename Use>
void for_each_tie(std::span<const Outturn> outturns, Use use) {
  const std::vector<Outturn> sorted = by_pd(outturns);
  for (std::size_t begin = 0; begin < sorted.size();) {
    std::size_t end = begin;
    while (end < sorted.size() && sorted[end].pd_ppm == sorted[begin].pd_ppm) ++end;
    const std::uint64_t defaults = count_defaults(std::span(sorted).subspan(begin, end - begin));
    use(defaults, end - begin - defaults);
    begin = end;
  }
}

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

double mean_pd(std::span<const Outturn> outturns) {
  const auto add = [](std::int64_t sum, const Outturn& outturn) { return sum + outturn.pd_ppm; };
  const std::int64_t sum = std::accumulate(outturns.begin(), outturns.end(), std::int64_t{0}, add);
  return outturns.empty() ? 0.0 : static_cast<double>(sum) / static_cast<double>(outturns.size()) / kWholePpm;
}

}  // namespace

double area_under_roc(std::span<const Outturn> outturns) {
  const std::uint64_t defaults = count_defaults(outturns);
  const std::uint64_t repaid = outturns.size() - defaults;
  if (defaults == 0 || repaid == 0) return 0.5;
  std::uint64_t repaid_below = 0;
  std::uint64_t doubled_wins = 0;
  for_each_tie(outturns, [&](std::uint64_t tied_defaults, std::uint64_t tied_repaid) {
    doubled_wins += tied_defaults * (2 * repaid_below + tied_repaid);
    repaid_below += tied_repaid;
  });
  return static_cast<double>(doubled_wins) / 2.0 / static_cast<double>(defaults) / static_cast<double>(repaid);
}

double area_under_roc(std::vector<ScoreCount> groups) {
  std::sort(groups.begin(), groups.end(), [](const ScoreCount& a, const ScoreCount& b) { return a.score < b.score; });
  std::uint64_t defaulted = 0;
  std::uint64_t repaid = 0;
  // Doubles hold the products of ten million rows exactly.
  double doubled_wins = 0.0;
  for (std::size_t begin = 0; begin < groups.size();) {
    ScoreCount tied = groups[begin];
    std::size_t end = begin + 1;
    for (; end < groups.size() && groups[end].score == tied.score; ++end) {
      tied.repaid += groups[end].repaid;
      tied.defaulted += groups[end].defaulted;
    }
    doubled_wins += static_cast<double>(tied.defaulted) * static_cast<double>(2 * repaid + tied.repaid);
    repaid += tied.repaid;
    defaulted += tied.defaulted;
    begin = end;
  }
  if (defaulted == 0 || repaid == 0) return 0.5;
  return doubled_wins / 2.0 / static_cast<double>(defaulted) / static_cast<double>(repaid);
}

double kolmogorov_smirnov(std::span<const Outturn> outturns) {
  const std::uint64_t defaults = count_defaults(outturns);
  const std::uint64_t repaid = outturns.size() - defaults;
  std::uint64_t defaults_below = 0;
  std::uint64_t repaid_below = 0;
  double largest = 0.0;
  for_each_tie(outturns, [&](std::uint64_t tied_defaults, std::uint64_t tied_repaid) {
    defaults_below += tied_defaults;
    repaid_below += tied_repaid;
    largest = std::max(largest, std::abs(ratio(defaults_below, defaults) - ratio(repaid_below, repaid)));
  });
  return largest;
}

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
  // 0.55 * 20 is a little more than 11 in floating point: without the margin one defaulter too many would be refused.
  const auto refused = static_cast<std::size_t>(std::ceil(recall * static_cast<double>(defaulters.size()) - 1e-9));
  return std::max(defaulters[std::max<std::size_t>(refused, 1) - 1] - 1, 0);
}

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

Json summarise(std::span<const Outturn> outturns) {
  const double auroc = area_under_roc(outturns);
  return {{"rows", outturns.size()},
          {"defaults", count_defaults(outturns)},
          {"base_rate", rounded(ratio(count_defaults(outturns), outturns.size()))},
          {"mean_pd", rounded(mean_pd(outturns))},
          {"auroc", rounded(auroc)},
          {"gini", rounded(2.0 * auroc - 1.0)},
          {"ks", rounded(kolmogorov_smirnov(outturns))},
          {"brier", rounded(brier_score(outturns))},
          {"calibration_error", rounded(calibration_error(outturns))}};
}

Json judge_cut_off(std::span<const Outturn> outturns, std::int32_t cut_off_ppm) {
  std::uint64_t refused_defaulters = 0;
  std::uint64_t refused_repayers = 0;
  for (const Outturn& outturn : outturns) {
    if (outturn.pd_ppm <= cut_off_ppm) continue;
    (outturn.defaulted ? refused_defaulters : refused_repayers) += 1;
  }
  const std::uint64_t defaults = count_defaults(outturns);
  const std::uint64_t approved_defaulters = defaults - refused_defaulters;
  const std::uint64_t approved_repayers = outturns.size() - defaults - refused_repayers;
  const std::uint64_t approved = approved_defaulters + approved_repayers;
  return {{"maximum_pd", static_cast<double>(cut_off_ppm) / kWholePpm},
          {"recall_of_defaulters", rounded(ratio(refused_defaulters, defaults))},
          {"approval_rate", rounded(ratio(approved, outturns.size()))},
          {"bad_rate", rounded(ratio(approved_defaulters, approved))},
          {"precision", rounded(ratio(refused_defaulters, refused_defaulters + refused_repayers))},
          {"accuracy", rounded(ratio(refused_defaulters + approved_repayers, outturns.size()))},
          {"confusion",
           {{"refused_defaulters", refused_defaulters},
            {"refused_repayers", refused_repayers},
            {"approved_defaulters", approved_defaulters},
            {"approved_repayers", approved_repayers}}}};
}

}  // namespace prescore
