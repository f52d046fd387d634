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

/// The middle of the month after the data.
constexpr double kHorizonMonths = 0.5;

constexpr int kMaxSteps = 50;

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

/// Solves the positive definite system by Gauss-Jordan elimination; the inverse's last diagonal entry goes to
/// `last_variance`. A direction without curvature (one day only, one score only) gets the answer 0.
Vector solve(Matrix matrix, Vector right, double& last_variance) {
  Vector unit{0.0, 0.0, 1.0};
  for (std::size_t column = 0; column < 3; ++column) {
    const double pivot = matrix[column][column];
    if (!(pivot > 1e-9)) {
      matrix[column] = {};
      matrix[column][column] = 1.0;
      right[column] = unit[column] = 0.0;
      continue;
    }
    for (std::size_t row = 0; row < 3; ++row) {
      if (row == column) continue;
      const double factor = matrix[row][column] / pivot;
      for (std::size_t place = 0; place < 3; ++place) matrix[row][place] -= factor * matrix[column][place];
      right[row] -= factor * right[column];
      unit[row] -= factor * unit[column];
    }
  }
  last_variance = unit[2] / matrix[2][2];
  return {right[0] / matrix[0][0], right[1] / matrix[1][1], right[2] / matrix[2][2]};
}

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

/// Intercept, slope and trend.
struct Curve {
  Vector weights{0.0, 1.0, 0.0};
  double trend_variance = 0.0;
};

/// One step of Newton's method on the log likelihood; returns how far it went.
double improve(Curve& curve, const ForEachRow& for_each_row, const Targets& targets) {
  Vector gradient{};
  Matrix hessian{};
  for_each_row([&](const ScoredRow& row) {
    const Vector inputs{1.0, row.log_odds, row.months};
    const double pd = logistic(curve.weights[0] + curve.weights[1] * inputs[1] + curve.weights[2] * inputs[2]);
    const double error = (row.defaulted ? targets.defaulted : targets.repaid) - pd;
    const double weight = pd * (1.0 - pd);
    for (std::size_t i = 0; i < 3; ++i) {
      gradient[i] += error * inputs[i];
      for (std::size_t j = 0; j < 3; ++j) hessian[i][j] += weight * inputs[i] * inputs[j];
    }
  });
  const Vector step = solve(hessian, gradient, curve.trend_variance);
  double length = 0.0;
  for (std::size_t i = 0; i < 3; ++i) {
    curve.weights[i] += step[i];
    length += std::abs(step[i]);
  }
  return length;
}

Curve fit(const ForEachRow& for_each_row) {
  const Targets targets = smoothed_targets(for_each_row);
  Curve curve;
  for (int step = 0; step < kMaxSteps; ++step) {
    if (improve(curve, for_each_row, targets) < 1e-10) break;
  }
  return curve;
}

/// The intercept at which the last month's PDs have the mean of its outcomes, and where its rows lie in time.
std::pair<double, double> level_of_last_month(const ForEachRow& for_each_row, double slope, double start) {
  double intercept = start;
  double mean_months = 0.0;
  for (int step = 0; step < kMaxSteps; ++step) {
    double error = 0.0;
    double weight = 0.0;
    double rows = 0.0;
    double months = 0.0;
    for_each_row([&](const ScoredRow& row) {
      if (row.months < -1.0) return;
      const double pd = logistic(intercept + slope * row.log_odds);
      error += (row.defaulted ? 1.0 : 0.0) - pd;
      weight += pd * (1.0 - pd);
      rows += 1.0;
      months += row.months;
    });
    if (rows == 0.0 || !(weight > 1e-9)) break;
    mean_months = months / rows;
    // Half a log-odds at most: a month without a default would run away.
    const double move = std::clamp(error / weight, -0.5, 0.5);
    intercept += move;
    if (std::abs(move) < 1e-10) break;
  }
  return {intercept, mean_months};
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

Calibration calibrate(const ForEachRow& for_each_row) {
  const Curve curve = fit(for_each_row);
  Calibration calibration;
  calibration.slope = curve.weights[1];
  Drift& drift = calibration.drift;
  drift.per_month = curve.weights[2];
  drift.standard_error = std::sqrt(std::max(curve.trend_variance, 0.0));
  const double noise = drift.per_month == 0.0 ? 1.0 : drift.standard_error / drift.per_month;
  drift.share_trusted = std::max(0.0, 1.0 - noise * noise);
  const auto [level, mean_months] = level_of_last_month(for_each_row, calibration.slope, curve.weights[0]);
  calibration.intercept = level + drift.share_trusted * drift.per_month * (kHorizonMonths - mean_months);
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
