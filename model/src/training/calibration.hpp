// Held-out scores -> PD table, set for the month after the data.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "prescore/forest.hpp"
#include "prescore/pd_table.hpp"
#include "training/level.hpp"

namespace prescore {

/// A row as calibration sees it.
struct ScoredRow {
  /// The forest's log-odds from trees that did not see the row.
  double log_odds = 0.0;
  /// The place of its month among the months of the data; kNoMonth where it has no date, or one that is far off.
  std::size_t month = 0;
  bool defaulted = false;
};
inline constexpr std::size_t kNoMonth = ~std::size_t{0};

/// Calls back with each row, in the same order each time.
using ForEachRow = std::function<void(const std::function<void(const ScoredRow&)>&)>;

struct Calibration {
  /// PD = 1 / (1 + exp(-(intercept + slope * log-odds))) in the month after the data.
  double intercept = 0.0;
  double slope = 1.0;
  /// What the intercept rests on; weights and smoothed levels are empty where the level is that of all rows because
  /// fewer than two months are known.
  LevelEstimate level;
};

/// A logistic curve over log-odds (Platt, "Probabilistic outputs for support vector machines", 1999, with his smoothed
/// targets; fitted by Newton's method), with the level of each month beside it; its intercept is the level that
/// `estimate_level` expects in the month after the data. With fewer than two months it is the level of all rows, by
/// Firth's penalised likelihood ("Bias reduction of maximum likelihood estimates", 1993), which is finite for one
/// outcome too. At least one row is needed. `month_times`: the mean date of each month's rows, in months, ascending.
/// Without `detect_immature` every month counts.
[[nodiscard]] Calibration calibrate(const ForEachRow& for_each_row, std::span<const double> month_times,
                                    bool detect_immature = true);

/// The curve as a table from the lowest to the highest score that `forest` can give; `log_odds` reads a score.
/// Where the curve does not rise, the table is one PD for all.
[[nodiscard]] PdTable make_pd_table(const Calibration& calibration, const Forest& forest,
                                    const std::function<double(double)>& log_odds);

}  // namespace prescore
