#include "training/level.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace prescore {
namespace {

/// Months one apart, each with `information`, at these levels.
std::vector<MonthLevel> months_at(const std::vector<double>& levels, double information) {
  std::vector<MonthLevel> months;
  for (const double level : levels) months.push_back({static_cast<double>(months.size()), level, information});
  return months;
}

TEST(EstimateLevel, IsTheMeanByInformationWhereMonthsDoNotDiffer) {
  auto months = months_at({-2.0, -2.02, -1.98, -2.01}, 100.0);
  months.push_back({4.0, -5.0, 0.01});
  const LevelEstimate estimate = estimate_level(months);
  EXPECT_NEAR(estimate.level, -2.0026, 1e-3);
  EXPECT_NEAR(estimate.standard_error, std::sqrt(1.0 / 400.01), 1e-4);
  EXPECT_EQ(estimate.variance_per_month, 0.0);
  EXPECT_EQ(estimate.immature, 0U);
}

TEST(EstimateLevel, WeightsAddUpToOne) {
  const LevelEstimate estimate = estimate_level(months_at({-1.0, -1.5, -1.0, -1.6, -2.0, -1.7, -1.2}, 400.0), false);
  EXPECT_GT(estimate.variance_per_month, 0.0);
  EXPECT_NEAR(std::accumulate(estimate.weights.begin(), estimate.weights.end(), 0.0), 1.0, 1e-3);
  EXPECT_GT(estimate.weights.back(), 0.8);
}

TEST(EstimateLevel, CarriesATrendOnNoFurtherThanItsLimit) {
  std::vector<double> levels;
  for (int month = 0; month < 12; ++month) levels.push_back(-3.0 + 0.5 * month);
  const LevelEstimate estimate = estimate_level(months_at(levels, 1'000.0));
  EXPECT_GT(estimate.trend.share_used, 0.99);
  EXPECT_EQ(estimate.trend.carried, kLongestCarry);
  EXPECT_NEAR(estimate.level, levels.back() + kLongestCarry, 0.02);
}

TEST(EstimateLevel, NeedsThreeInformativeMonthsForATrend) {
  auto months = months_at({-2.0, -2.5}, 1'000.0);
  months.push_back({2.0, -3.0, kFewestTrendInformation / 2});
  EXPECT_EQ(estimate_level(months, false).trend.share_used, 0.0);
}

TEST(EstimateLevel, LeavesOutMonthsWhoseOutcomesAreNotKnownYet) {
  const LevelEstimate estimate = estimate_level(months_at({-2.0, -2.05, -1.95, -2.0, -2.02, -2.7, -3.4}, 120.0));
  EXPECT_EQ(estimate.immature, 2U);
  EXPECT_NEAR(estimate.level, -2.0, 0.05);
  EXPECT_EQ(estimate.weights[5], 0.0);
  EXPECT_EQ(estimate.weights[6], 0.0);
}

TEST(EstimateLevel, KeepsThemWhereEveryOutcomeIsKnown) {
  const LevelEstimate estimate = estimate_level(months_at({-2.0, -2.05, -1.95, -2.0, -2.02, -2.7, -3.4}, 120.0), false);
  EXPECT_EQ(estimate.immature, 0U);
  EXPECT_LT(estimate.level, -2.5);
}

TEST(EstimateLevel, DoesNotCallASteadyFallImmature) {
  std::vector<double> levels;
  for (int month = 0; month < 18; ++month) levels.push_back(-1.5 - 0.08 * month);
  EXPECT_EQ(estimate_level(months_at(levels, 200.0)).immature, 0U);
}

TEST(EstimateLevel, TakesOneMonth) {
  const LevelEstimate estimate = estimate_level(months_at({-1.0}, 50.0));
  EXPECT_NEAR(estimate.level, -1.0, 0.01);
  EXPECT_EQ(estimate.trend.share_used, 0.0);
}

}  // namespace
}  // namespace prescore
