#include "training/held_out_rows.hpp"

#include <cmath>

namespace prescore {
HeldOutRows::HeldOutRows(const TrainingRows& rows, const GrownForest& grown, Method method)
    : rows_(rows), grown_(grown), method_(method), months_(rows.dates, rows.defaulted) {}

double HeldOutRows::score(std::size_t row) const {
  return grown_.held_out[grown_.cells.cell_of_row[row]][rows_.defaulted[row]];
}

double HeldOutRows::log_odds_of(std::size_t row) const {
  const double held_out = score(row);
  return std::isnan(held_out) ? held_out : log_odds(held_out, grown_.forest, method_);
}

std::size_t HeldOutRows::month_of(std::size_t row) const {
  return rows_.dates.empty() ? kNoMonth : months_.index_of(rows_.dates[row]).value_or(kNoMonth);
}

void HeldOutRows::for_each(const std::function<void(const ScoredRow&)>& use) const {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const double value = log_odds_of(row);
    if (std::isnan(value)) continue;
    use({value, month_of(row), rows_.defaulted[row] == 1});
  }
}

std::vector<ScoredOutcome> HeldOutRows::scored_outcomes(const PdTable& table, std::optional<std::size_t> month) const {
  std::vector<ScoredOutcome> scored_outcomes;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const double held_out = score(row);
    if (std::isnan(held_out) || (month && month_of(row) != *month)) continue;
    scored_outcomes.push_back(
        {table.pd_ppm(static_cast<std::int32_t>(std::lround(held_out))), rows_.defaulted[row] == 1});
  }
  return scored_outcomes;
}

}  // namespace prescore
