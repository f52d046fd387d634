// The level of the PDs: how much of what each month says about it counts, and what is carried on to the next month.
//
// Terms. A month's level is the number of log-odds that must be added to every score so that the month's PDs have the
// mean of its outcomes. Its information is the inverse of the level's variance: about rows x PD x (1 - PD).
// Steps.
//   1. Months at the end whose level drops too sharply to be a change of risk are immature: their outcomes are not all
//      in yet. They are left out.
//   2. Three descriptions of the months that remain are compared: one level for all; a level that wanders from month to
//      month (a random walk); either of them with a trend.
//   3. The simplest description is kept unless the data give evidence against it.
//   4. The level at the end of the data is read off by the Kalman filter of that description, so a month counts by its
//      information and its age: a thin month moves nothing, thousands of rows do.
// Why this way: a fixed window of time ("the last 30 days") can hold six rows; a window of rows ignores that risk
// moves.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace prescore {

/// What one month says about the level.
struct MonthLevel {
  /// The mean date of its rows, in months on any scale that does not decrease.
  double time = 0.0;
  /// In log-odds.
  double level = 0.0;
  /// 1 / variance of `level`, above 0.
  double information = 0.0;
};

/// A change of the level at equal scores, in log-odds.
struct Trend {
  double per_month = 0.0;
  /// 0 where there are fewer than kFewestTrendMonths months.
  double standard_error = 0.0;
  /// The part that is believed, in [0, 1]: 0 without evidence, else 1 - (standard error / trend)^2, the positive-part
  /// shrinkage of James and Stein ("Estimation with quadratic loss", 1961).
  double share_used = 0.0;
  /// By how much the trend carries the level beyond the last month, at most kLongestCarry in either direction.
  double carried = 0.0;
};

/// A trend needs so many months with at least kFewestTrendInformation each ...
inline constexpr std::size_t kFewestTrendMonths = 3;
inline constexpr double kFewestTrendInformation = 10.0;
/// ... and so many standard errors.
inline constexpr double kTrendEvidence = 3.0;
/// In log-odds: a PD of 10 % becomes 12 % or 8.3 % at most.
inline constexpr double kLongestCarry = 0.2;

struct LevelEstimate {
  /// In log-odds, in the middle of the month after the last one.
  double level = 0.0;
  /// Of the level at the end of the data, in log-odds.
  double standard_error = 0.0;
  /// The variance that the level gains from one month to the next; 0 where one level holds for all months.
  double variance_per_month = 0.0;
  Trend trend;
  /// One a month, in [0, 1]: how much of the level comes from it. They add up to 1; without the trend's part, whose
  /// weights are those of a line. 0 for immature months.
  std::vector<double> weights;
  /// How many months at the end are immature.
  std::size_t immature = 0;
  /// The level of each month once it has borrowed from its neighbours; for immature months that of the end.
  std::vector<double> smoothed;
};

/// `months` in order of time, at least one. `detect_immature` false keeps all of them.
[[nodiscard]] LevelEstimate estimate_level(std::span<const MonthLevel> months, bool detect_immature = true);

}  // namespace prescore
