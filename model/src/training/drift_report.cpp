#include "training/drift_report.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace prescore {
namespace {

constexpr std::size_t kBands = 10;

std::vector<double> scores_in(const HeldOutRows& held_out, std::size_t rows, std::size_t month) {
  std::vector<double> scores;
  for (std::size_t row = 0; row < rows; ++row) {
    if (held_out.month_of(row) != month) continue;
    const double score = held_out.log_odds_of(row);
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

std::optional<double> score_stability(const HeldOutRows& held_out, std::size_t rows) {
  const std::size_t months = held_out.months().months().size();
  if (months < 2) return std::nullopt;
  const std::vector<double> before = scores_in(held_out, rows, 0);
  const std::vector<double> after = scores_in(held_out, rows, months - 1);
  if (before.size() < kBands || after.size() < kBands) return std::nullopt;
  return stability_index(before, after);
}

}  // namespace prescore
