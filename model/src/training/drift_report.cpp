#include "training/drift_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "judging/metrics.hpp"

namespace prescore {
namespace {

constexpr std::size_t kBands = 10;

struct MonthCount {
  std::uint64_t rows = 0;
  std::uint64_t defaults = 0;
};

std::vector<double> scores_in(const TrainingRows& rows, const std::string& month,
                              const std::function<double(std::size_t)>& log_odds_of) {
  std::vector<double> scores;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (iso_month(rows.dates[row]) != month) continue;
    const double score = log_odds_of(row);
    if (!std::isnan(score)) scores.push_back(score);
  }
  std::sort(scores.begin(), scores.end());
  return scores;
}

/// `before` and `after` ascending and not empty.
double stability_index(const std::vector<double>& before, const std::vector<double>& after) {
  double index = 0.0;
  std::size_t after_begin = 0;
  for (std::size_t band = 0; band < kBands; ++band) {
    const std::size_t begin = band * before.size() / kBands;
    const std::size_t end = (band + 1) * before.size() / kBands;
    const bool last = band + 1 == kBands;
    const auto border = last ? after.end() : std::lower_bound(after.begin(), after.end(), before[end]);
    const auto after_end = static_cast<std::size_t>(border - after.begin());
    // Half a row stands in for none, so that an empty band does not weigh without bound.
    const double was = std::max(static_cast<double>(end - begin), 0.5) / static_cast<double>(before.size());
    const double is = std::max(static_cast<double>(after_end) - static_cast<double>(after_begin), 0.5) /
                      static_cast<double>(after.size());
    index += (is - was) * std::log(is / was);
    after_begin = after_end;
  }
  return index;
}

}  // namespace

Json report_drift(const TrainingRows& rows, const std::function<double(std::size_t)>& log_odds_of,
                  const Calibration& calibration) {
  std::map<std::string, MonthCount> months;
  for (std::size_t row = 0; row < rows.dates.size(); ++row) {
    MonthCount& month = months[iso_month(rows.dates[row])];
    ++month.rows;
    month.defaults += rows.defaulted[row];
  }
  Json by_month = Json::array();
  for (const auto& [month, count] : months) {
    const double rate = static_cast<double>(count.defaults) / static_cast<double>(count.rows);
    by_month.push_back({{"month", month}, {"rows", count.rows}, {"base_rate", rounded(rate)}});
  }
  Json report{{"base_rate_by_month", std::move(by_month)},
              {"trend_log_odds_per_month", rounded(calibration.drift.per_month)},
              {"trend_standard_error", rounded(calibration.drift.standard_error)},
              {"trend_share_carried_on", rounded(calibration.drift.share_trusted)}};
  if (months.empty()) return report;
  const auto before = scores_in(rows, months.begin()->first, log_odds_of);
  const auto after = scores_in(rows, months.rbegin()->first, log_odds_of);
  if (before.size() >= kBands && after.size() >= kBands && months.size() > 1) {
    report["score_psi_first_to_last_month"] = rounded(stability_index(before, after));
  }
  return report;
}

}  // namespace prescore
