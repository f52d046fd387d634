#include "training/held_out_rows.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace prescore {
namespace {

constexpr double kDaysAMonth = 30.0;

bool same_month(const Date& a, const Date& b) { return a.year() == b.year() && a.month() == b.month(); }

}  // namespace

HeldOutRows::HeldOutRows(const TrainingRows& rows, const GrownForest& grown, Method method)
    : rows_(rows),
      grown_(grown),
      method_(method),
      latest_(rows.dates.empty() ? std::nullopt
                                 : std::optional(*std::max_element(rows.dates.begin(), rows.dates.end()))) {}

double HeldOutRows::score(std::size_t row) const {
  return grown_.held_out[grown_.cells.cell_of_row[row]][rows_.defaulted[row]];
}

double HeldOutRows::log_odds_of(std::size_t row) const {
  const double held_out = score(row);
  return std::isnan(held_out) ? held_out : log_odds(held_out, grown_.forest, method_);
}

void HeldOutRows::for_each(const std::function<void(const ScoredRow&)>& use) const {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const double value = log_odds_of(row);
    if (std::isnan(value)) continue;
    const auto days =
        latest_ ? std::chrono::sys_days(rows_.dates[row]) - std::chrono::sys_days(*latest_) : std::chrono::days(0);
    use({value, static_cast<double>(days.count()) / kDaysAMonth, rows_.defaulted[row] == 1});
  }
}

std::vector<ScoredOutcome> HeldOutRows::scored_outcomes(const PdTable& table, bool latest_month_only) const {
  std::vector<ScoredOutcome> scored_outcomes;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const double held_out = score(row);
    if (std::isnan(held_out)) continue;
    if (latest_month_only && latest_ && !same_month(rows_.dates[row], *latest_)) continue;
    scored_outcomes.push_back(
        {table.pd_ppm(static_cast<std::int32_t>(std::lround(held_out))), rows_.defaulted[row] == 1});
  }
  return scored_outcomes;
}

}  // namespace prescore
