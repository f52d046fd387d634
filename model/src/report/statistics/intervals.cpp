#include "report/statistics/intervals.hpp"

#include <algorithm>
#include <cmath>

namespace prescore {
namespace {

/// The normal distribution holds 95 % within this many standard deviations.
constexpr double kZ = 1.959963984540054;

/// `sorted` at a place between its first (0) and its last (1) value.
double quantile(const std::vector<double>& sorted, double place) {
  const double position = place * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (position - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

Interval wilson_interval(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return {0.0, 1.0};
  const auto n = static_cast<double>(whole);
  const double share = static_cast<double>(part) / n;
  const double square = kZ * kZ;
  const double middle = share + square / (2.0 * n);
  const double reach = kZ * std::sqrt(share * (1.0 - share) / n + square / (4.0 * n * n));
  const double scale = 1.0 + square / n;
  return {std::max(0.0, (middle - reach) / scale), std::min(1.0, (middle + reach) / scale)};
}

Interval percentile_interval(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {quantile(values, 0.025), quantile(values, 0.975)};
}

std::span<const std::uint32_t> Resampler::next() {
  std::fill(counts_.begin(), counts_.end(), 0U);
  const auto rows = static_cast<std::uint32_t>(counts_.size());
  for (std::uint32_t draws = 0; draws < rows; ++draws) ++counts_[random_.below(rows)];
  return counts_;
}

}  // namespace prescore
