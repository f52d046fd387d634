// Held-out scores -> PD table, set for the month after the data.
#pragma once

#include <cstdint>
#include <functional>

#include "base/date.hpp"
#include "prescore/forest.hpp"
#include "prescore/pd_table.hpp"

namespace prescore {

/// A row as calibration sees it.
struct ScoredRow {
  /// The forest's log-odds from trees that did not see the row.
  double log_odds = 0.0;
  /// When it came, in months (of 30 days) from the end of the data, at most 0.
  double months = 0.0;
  bool defaulted = false;
};

/// Calls back with each row, in the same order each time.
using ForEachRow = std::function<void(const std::function<void(const ScoredRow&)>&)>;

/// How the base rate moves when the scores are held fast, in log-odds.
struct Drift {
  double per_month = 0.0;
  double standard_error = 0.0;
  /// The part that is carried on into the month after the data, in [0, 1].
  double share_trusted = 0.0;
};

struct Calibration {
  /// PD = 1 / (1 + exp(-(intercept + slope * log-odds))) in the month after the data.
  double intercept = 0.0;
  double slope = 1.0;
  Drift drift;
};

/// A logistic curve over log-odds and time (Platt, "Probabilistic outputs for support vector machines", 1999, with his
/// smoothed targets and a trend beside the slope; fitted by Newton's method). Its level is that of the last month, and
/// the trend carries it on to the middle of the next one, but only as far as the data prove it: the share
/// 1 - (standard error / trend)^2, not below 0, is the positive-part shrinkage of James and Stein ("Estimation with
/// quadratic loss", 1961). At least one row is needed; of data that lie on one day or in one outcome the trend is 0.
[[nodiscard]] Calibration calibrate(const ForEachRow& for_each_row);

/// The curve as a table from the lowest to the highest score that `forest` can give; `log_odds` reads a score.
/// Where the curve does not rise, the table is one PD for all.
[[nodiscard]] PdTable make_pd_table(const Calibration& calibration, const Forest& forest,
                                    const std::function<double(double)>& log_odds);

}  // namespace prescore
