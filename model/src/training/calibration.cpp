#include "training/calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/logistic.hpp"

namespace prescore {
namespace {

/// Straight lines between so many knots stay within 0.0002 of a logistic curve over the scores of a forest.
constexpr int kKnots = 33;

constexpr int kMaxSteps = 50;
constexpr double kConverged = 1e-9;

/// Levels and slope are fitted in turns; the second turn changes the third digit of a standard error.
constexpr int kTurns = 2;
constexpr int kLevelSteps = 6;

struct Targets {
  double defaulted = 0.0;
  double repaid = 0.0;
};

Targets smoothed_targets(const ForEachRow& for_each_row) {
  double defaults = 0.0;
  double repaid = 0.0;
  for_each_row([&](const ScoredRow& row) { (row.defaulted ? defaults : repaid) += 1.0; });
  return {(defaults + 1.0) / (defaults + 2.0), 1.0 / (repaid + 2.0)};
}

/// What is known of the curve: a slope, a level for all, and one for each month.
struct Curve {
  double slope = 1.0;
  double level = 0.0;
  std::vector<double> month_levels;

  [[nodiscard]] double level_of(const ScoredRow& row) const noexcept {
    return row.month < month_levels.size() ? month_levels[row.month] : level;
  }
};

/// One step of Newton's method on the log likelihood of slope and a shift of all levels; returns how far it went.
double improve_slope(Curve& curve, const ForEachRow& for_each_row, const Targets& targets) {
  std::array<double, 2> gradient{};
  double constant = 0.0;
  double mixed = 0.0;
  double square = 0.0;
  for_each_row([&](const ScoredRow& row) {
    const double pd = logistic(curve.level_of(row) + curve.slope * row.log_odds);
    const double error = (row.defaulted ? targets.defaulted : targets.repaid) - pd;
    const double weight = pd * (1.0 - pd);
    gradient[0] += error;
    gradient[1] += error * row.log_odds;
    constant += weight;
    mixed += weight * row.log_odds;
    square += weight * row.log_odds * row.log_odds;
  });
  if (!(constant > 1e-9)) return 0.0;
  const double mean = mixed / constant;
  // Without two different scores there is no slope to be found.
  const double spread = square - mixed * mean;
  const bool has_slope = spread > 1e-9 * square && spread > 1e-9;
  // No step moves the level of the mean row, or the rows around it, by more than one: scores that lie close together
  // would otherwise send it where all PDs are 0 or 1, and no step leads back.
  const double farthest = has_slope ? std::sqrt(constant / spread) : 0.0;
  const double turn = has_slope ? std::clamp((gradient[1] - gradient[0] * mean) / spread, -farthest, farthest) : 0.0;
  const double shift = std::clamp(gradient[0] / constant, -1.0, 1.0) - turn * mean;
  curve.slope += turn;
  curve.level += shift;
  for (double& level : curve.month_levels) level += shift;
  return std::abs(turn) + std::abs(shift);
}

void fit_slope(Curve& curve, const ForEachRow& for_each_row, const Targets& targets) {
  for (int step = 0; step < kMaxSteps; ++step) {
    if (improve_slope(curve, for_each_row, targets) < kConverged) break;
  }
  // Scores that do not rise with the risk say nothing: the level must be that of one PD for all rows.
  if (!(curve.slope > 0.0) || !std::isfinite(curve.slope)) curve = {0.0, 0.0, {}};
}

/// What the rows of a month, or of all months, say at a level: outcomes minus PDs, and the information about the level.
struct Evidence {
  double error = 0.0;
  double information = 0.0;

  void add(double pd, bool defaulted) noexcept {
    error += (defaulted ? 1.0 : 0.0) - pd;
    information += pd * (1.0 - pd);
  }
};

/// The level at which the PDs of all rows have the mean of their outcomes, by Firth's penalised likelihood.
double level_of_all(const ForEachRow& for_each_row, double slope, double start) {
  double level = start;
  for (int step = 0; step < kMaxSteps; ++step) {
    Evidence all;
    double skewness = 0.0;
    for_each_row([&](const ScoredRow& row) {
      const double pd = logistic(level + slope * row.log_odds);
      all.add(pd, row.defaulted);
      skewness += pd * (1.0 - pd) * (0.5 - pd);
    });
    if (!(all.information > 1e-9)) break;
    const double move = std::clamp((all.error + skewness / all.information) / all.information, -1.0, 1.0);
    level += move;
    if (std::abs(move) < kConverged) break;
  }
  return level;
}

/// What each month says about its level, by one step of Newton's method from the curve's present levels.
std::vector<MonthLevel> read_months(const Curve& curve, const ForEachRow& for_each_row,
                                    std::span<const double> month_times) {
  std::vector<Evidence> evidence(month_times.size());
  for_each_row([&](const ScoredRow& row) {
    if (row.month >= evidence.size()) return;
    evidence[row.month].add(logistic(curve.level_of(row) + curve.slope * row.log_odds), row.defaulted);
  });
  std::vector<MonthLevel> months;
  for (std::size_t month = 0; month < month_times.size(); ++month) {
    // Next to nothing is known of a month whose rows all have PDs next to 0 or 1.
    const double information = std::max(evidence[month].information, 1e-6);
    months.push_back(
        {month_times[month], curve.month_levels[month] + evidence[month].error / information, information});
  }
  return months;
}

/// The months' levels and what they amount to: the posterior mode of a local level model for binary outcomes, by
/// repeated linear filters (Durbin and Koopman, 2012, section 10.6).
LevelEstimate fit_levels(Curve& curve, const ForEachRow& for_each_row, std::span<const double> month_times,
                         bool detect_immature) {
  curve.level = level_of_all(for_each_row, curve.slope, curve.level);
  curve.month_levels.assign(month_times.size(), curve.level);
  LevelEstimate estimate;
  for (int step = 0; step < kLevelSteps; ++step) {
    estimate = estimate_level(read_months(curve, for_each_row, month_times), detect_immature);
    double change = 0.0;
    for (std::size_t month = 0; month < month_times.size(); ++month) {
      change = std::max(change, std::abs(estimate.smoothed[month] - curve.month_levels[month]));
    }
    curve.month_levels = estimate.smoothed;
    if (change < 1e-6) break;
  }
  return estimate;
}

/// The standard error of the level of all rows, in log-odds.
double error_of_all(const Curve& curve, const ForEachRow& for_each_row) {
  Evidence all;
  for_each_row(
      [&](const ScoredRow& row) { all.add(logistic(curve.level + curve.slope * row.log_odds), row.defaulted); });
  return all.information > 0.0 ? 1.0 / std::sqrt(all.information) : 0.0;
}

std::int32_t to_ppm(double pd) { return static_cast<std::int32_t>(std::lround(pd * kWholePpm)); }

/// The lowest and highest sum of leaves, one a tree.
std::pair<std::int32_t, std::int32_t> score_range(const Forest& forest) {
  std::int32_t lowest = 0;
  std::int32_t highest = 0;
  for (const Tree& tree : forest.trees) {
    std::vector<std::int32_t> leaves;
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      if (tree.is_leaf(index)) leaves.push_back(tree.values[index]);
    }
    const auto [low, high] = std::minmax_element(leaves.begin(), leaves.end());
    lowest += *low;
    highest += *high;
  }
  return {lowest, highest};
}

}  // namespace

Calibration calibrate(const ForEachRow& for_each_row, std::span<const double> month_times, bool detect_immature) {
  const Targets targets = smoothed_targets(for_each_row);
  Curve curve;
  fit_slope(curve, for_each_row, targets);
  Calibration calibration;
  if (month_times.size() < 2) {
    curve.level = level_of_all(for_each_row, curve.slope, curve.level);
    calibration.level.level = curve.level;
    calibration.level.standard_error = error_of_all(curve, for_each_row);
  } else {
    for (int turn = 0; turn < kTurns; ++turn) {
      if (turn > 0) fit_slope(curve, for_each_row, targets);
      calibration.level = fit_levels(curve, for_each_row, month_times, detect_immature);
    }
  }
  calibration.slope = curve.slope;
  calibration.intercept = calibration.level.level;
  return calibration;
}

PdTable make_pd_table(const Calibration& calibration, const Forest& forest,
                      const std::function<double(double)>& log_odds) {
  const auto [lowest, highest] = score_range(forest);
  const bool rises =
      std::isfinite(calibration.intercept) && std::isfinite(calibration.slope) && calibration.slope > 0.0;
  const auto pd_of = [&](std::int32_t score) {
    return to_ppm(logistic(calibration.intercept + std::max(calibration.slope, 0.0) * log_odds(score)));
  };
  if (!rises || highest - lowest < kKnots) {
    return {{{lowest, std::isfinite(calibration.intercept) ? pd_of(lowest) : kWholePpm}}};
  }
  PdTable table;
  for (int knot = 0; knot < kKnots; ++knot) {
    const auto score = static_cast<std::int32_t>(lowest + std::int64_t{highest - lowest} * knot / (kKnots - 1));
    table.knots.push_back({score, pd_of(score)});
  }
  return table;
}

}  // namespace prescore
