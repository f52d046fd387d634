#include "calibration.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace prescore {
namespace {

/// Straight lines between so many knots stay within 0.0002 of a logistic curve over the scores of a forest.
constexpr int kKnots = 33;

double sigmoid(double value) { return 1.0 / (1.0 + std::exp(-value)); }

/// The logit of the mean leaf, kept away from the infinities of 0 and 1.
double logit_of_mean(double score, const Forest& forest) {
  const double scale = static_cast<double>(forest.trees.size()) * forest.leaf_scale;
  const double mean = std::clamp(score / scale, 1e-6, 1.0 - 1e-6);
  return std::log(mean / (1.0 - mean));
}

struct Curve {
  double intercept = 0.0;
  double slope = 0.0;

  [[nodiscard]] double pd(double logit) const { return sigmoid(intercept + slope * logit); }
};

struct Targets {
  double defaulted = 0.0;
  double repaid = 0.0;
};

Targets smoothed_targets(std::span<const ScoredRow> rows) {
  const auto defaults = std::count_if(rows.begin(), rows.end(), [](const ScoredRow& row) { return row.defaulted; });
  const auto positives = static_cast<double>(defaults);
  const double negatives = static_cast<double>(rows.size()) - positives;
  return {(positives + 1.0) / (positives + 2.0), 1.0 / (negatives + 2.0)};
}

/// One step of Newton's method on the log likelihood; returns how far it went.
double improve(Curve& curve, std::span<const ScoredRow> rows, const Forest& forest, const Targets& targets) {
  double gradient0 = 0.0;
  double gradient1 = 0.0;
  double hessian00 = 1e-9;
  double hessian01 = 0.0;
  double hessian11 = 1e-9;
  for (const ScoredRow& row : rows) {
    const double logit = logit_of_mean(row.score, forest);
    const double pd = curve.pd(logit);
    const double error = (row.defaulted ? targets.defaulted : targets.repaid) - pd;
    const double weight = pd * (1.0 - pd);
    gradient0 += error;
    gradient1 += error * logit;
    hessian00 += weight;
    hessian01 += weight * logit;
    hessian11 += weight * logit * logit;
  }
  const double determinant = hessian00 * hessian11 - hessian01 * hessian01;
  if (!(determinant > 1e-12)) return 0.0;
  const double step0 = (hessian11 * gradient0 - hessian01 * gradient1) / determinant;
  const double step1 = (hessian00 * gradient1 - hessian01 * gradient0) / determinant;
  curve.intercept += step0;
  curve.slope += step1;
  return std::abs(step0) + std::abs(step1);
}

Curve fit(std::span<const ScoredRow> rows, const Forest& forest) {
  const Targets targets = smoothed_targets(rows);
  Curve curve{0.0, 1.0};
  for (int step = 0; step < 50; ++step) {
    if (improve(curve, rows, forest, targets) < 1e-10) break;
  }
  return curve;
}

std::int32_t to_ppm(double pd) { return static_cast<std::int32_t>(std::lround(pd * kWholePpm)); }

std::int32_t base_rate_ppm(std::span<const ScoredRow> rows) {
  const auto defaults = std::count_if(rows.begin(), rows.end(), [](const ScoredRow& row) { return row.defaulted; });
  return to_ppm(static_cast<double>(defaults) / static_cast<double>(rows.size()));
}

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

PdTable calibrate(std::span<const ScoredRow> rows, const Forest& forest) {
  const auto [lowest, highest] = score_range(forest);
  const Curve curve = fit(rows, forest);
  const bool rises = std::isfinite(curve.intercept) && std::isfinite(curve.slope) && curve.slope > 0.0;
  if (!rises || highest - lowest < kKnots) return {{{lowest, base_rate_ppm(rows)}}};
  PdTable table;
  for (int knot = 0; knot < kKnots; ++knot) {
    const auto score = static_cast<std::int32_t>(lowest + std::int64_t{highest - lowest} * knot / (kKnots - 1));
    table.knots.push_back({score, to_ppm(curve.pd(logit_of_mean(score, forest)))});
  }
  return table;
}

}  // namespace prescore
