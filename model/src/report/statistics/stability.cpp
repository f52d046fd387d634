#include "report/statistics/stability.hpp"

#include <algorithm>
#include <cmath>

namespace prescore {
namespace {

constexpr std::size_t kStabilityBins = 10;
constexpr double kFloorOfShares = 1e-4;

}  // namespace

std::vector<std::int32_t> decile_bounds(std::span<const ScoredOutcome> scored_outcomes) {
  std::vector<std::int32_t> pds;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) pds.push_back(scored_outcome.pd_ppm);
  std::sort(pds.begin(), pds.end());
  std::vector<std::int32_t> bounds;
  for (std::size_t bin = 1; bin < kStabilityBins && !pds.empty(); ++bin) {
    const std::int32_t bound = pds[bin * pds.size() / kStabilityBins];
    if (bounds.empty() || bounds.back() < bound) bounds.push_back(bound);
  }
  return bounds;
}

std::vector<double> shares_by_bin(std::span<const ScoredOutcome> scored_outcomes,
                                  std::span<const std::int32_t> bounds) {
  std::vector<double> shares(bounds.size() + 1, 0.0);
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    const auto bin = std::lower_bound(bounds.begin(), bounds.end(), scored_outcome.pd_ppm) - bounds.begin();
    shares[static_cast<std::size_t>(bin)] += 1.0;
  }
  for (double& share : shares) share /= std::max<double>(1.0, static_cast<double>(scored_outcomes.size()));
  return shares;
}

double stability_index(std::span<const double> reference, std::span<const double> shares) {
  double sum = 0.0;
  for (std::size_t bin = 0; bin < reference.size(); ++bin) {
    const double expected = std::max(reference[bin], kFloorOfShares);
    const double found = std::max(shares[bin], kFloorOfShares);
    sum += (found - expected) * std::log(found / expected);
  }
  return sum;
}

double chi_squared_95(std::size_t freedom) {
  constexpr double kZ95 = 1.6448536269514722;
  const auto count = static_cast<double>(freedom);
  const double part = 2.0 / (9.0 * count);
  const double root = 1.0 - part + kZ95 * std::sqrt(part);
  return count * root * root * root;
}

double stability_index_by_chance(std::size_t bins, std::size_t rows_a, std::size_t rows_b) {
  if (bins < 2 || rows_a == 0 || rows_b == 0) return 0.0;
  return chi_squared_95(bins - 1) * (1.0 / static_cast<double>(rows_a) + 1.0 / static_cast<double>(rows_b));
}

double shares_apart(std::uint64_t part_a, std::uint64_t whole_a, std::uint64_t part_b, std::uint64_t whole_b) {
  if (whole_a == 0 || whole_b == 0) return 0.0;
  const auto a = static_cast<double>(whole_a);
  const auto b = static_cast<double>(whole_b);
  const double pooled = static_cast<double>(part_a + part_b) / (a + b);
  const double error = std::sqrt(pooled * (1.0 - pooled) * (1.0 / a + 1.0 / b));
  return error > 0.0 ? (static_cast<double>(part_a) / a - static_cast<double>(part_b) / b) / error : 0.0;
}

}  // namespace prescore
