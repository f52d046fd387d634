#include "training/calibration.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "support/random.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

double sigmoid(double value) { return 1.0 / (1.0 + std::exp(-value)); }

ForEachRow each_of(const std::vector<ScoredRow>& rows) {
  return [&rows](const auto& use) {
    for (const ScoredRow& row : rows) use(row);
  };
}

/// Rows of `months`, so many in each; the log-odds of default in a month are level_of(month) + slope * log-odds.
template <typename LevelOf>
std::vector<ScoredRow> rows_with(std::size_t months, int rows_a_month, double slope, LevelOf level_of,
                                 std::uint64_t seed) {
  test::Random random(seed);
  std::vector<ScoredRow> rows;
  for (std::size_t month = 0; month < months; ++month) {
    for (int row = 0; row < rows_a_month; ++row) {
      const double log_odds = static_cast<double>(random.between(-3'000, 500)) / 1'000;
      const double chance = sigmoid(level_of(static_cast<double>(month)) + slope * log_odds);
      rows.push_back({log_odds, month, random.chance(static_cast<std::uint64_t>(chance * 1'000))});
    }
  }
  return rows;
}

std::vector<double> times(std::size_t months) {
  std::vector<double> times;
  for (std::size_t month = 0; month < months; ++month) times.push_back(static_cast<double>(month));
  return times;
}

const auto kSteady = [](double) { return -0.5; };

TEST(Calibration, FindsTheCurve) {
  const Calibration calibration = calibrate(each_of(rows_with(1, 40'000, 0.8, kSteady, 31)), {});
  EXPECT_NEAR(calibration.slope, 0.8, 0.05);
  EXPECT_NEAR(calibration.intercept, -0.5, 0.12);
}

// Held-out scores of answers that say nothing lie close together, and a little lower where the outcome was default.
TEST(Calibration, GivesTheBaseRateWhereScoresDoNotRiseWithTheRisk) {
  test::Random random(36);
  std::vector<ScoredRow> rows;
  for (int row = 0; row < 6'000; ++row) {
    const bool defaulted = row % 4 == 0;
    const double noise = static_cast<double>(random.between(-1'000, 1'000)) / 100'000;
    rows.push_back({1.39 + noise - (defaulted ? 0.002 : 0.0), static_cast<std::size_t>(row % 3), defaulted});
  }
  for (const std::size_t months : {std::size_t{0}, std::size_t{3}}) {
    const Calibration calibration = calibrate(each_of(rows), times(months));
    EXPECT_EQ(calibration.slope, 0.0);
    EXPECT_NEAR(calibration.intercept, std::log(1.0 / 3.0), 0.01);
    EXPECT_LT(calibration.level.standard_error, 0.1);
  }
}

TEST(Calibration, CarriesAProvenTrendIntoTheNextMonth) {
  const auto falling = [](double month) { return -0.5 - 0.15 * (month - 3.0); };
  const Calibration calibration = calibrate(each_of(rows_with(3, 13'000, 1.0, falling, 32)), times(3));
  EXPECT_NEAR(calibration.level.trend.per_month, -0.15, 0.06);
  EXPECT_GT(calibration.level.trend.share_used, 0.9);
  EXPECT_NEAR(calibration.intercept, -0.5, 0.1);
}

TEST(Calibration, TakesNoTrendFromOneMonthOrTwo) {
  for (const std::size_t months : {std::size_t{1}, std::size_t{2}}) {
    const auto falling = [](double month) { return -0.5 - 0.2 * month; };
    const Calibration calibration = calibrate(each_of(rows_with(months, 20'000, 1.0, falling, 35)), times(months));
    EXPECT_EQ(calibration.level.trend.share_used, 0.0);
    EXPECT_EQ(calibration.level.trend.carried, 0.0);
  }
}

TEST(Calibration, RarelyTakesNoiseForATrend) {
  int believed = 0;
  for (std::uint64_t seed = 40; seed < 90; ++seed) {
    const auto rows = rows_with(12, 250, 1.0, kSteady, seed);
    believed += calibrate(each_of(rows), times(12)).level.trend.share_used > 0.0 ? 1 : 0;
  }
  EXPECT_LE(believed, 2);
}

TEST(Calibration, FollowsALevelThatMoved) {
  // Defaults were far more common two years ago: the level of all rows would be too high.
  const auto moved = [](double month) { return month < 12.0 ? 0.7 : -0.5; };
  const Calibration calibration = calibrate(each_of(rows_with(24, 2'000, 1.0, moved, 33)), times(24), false);
  EXPECT_NEAR(calibration.intercept, -0.5, 0.15);
}

TEST(Calibration, LeavesTheLevelAloneForSixRowsWithoutADefault) {
  auto rows = rows_with(3, 1'300, 1.0, kSteady, 36);
  const double before = calibrate(each_of(rows), times(3)).intercept;
  for (int row = 0; row < 6; ++row) rows.push_back({-1.0, 3, false});
  const Calibration after = calibrate(each_of(rows), times(4));
  EXPECT_NEAR(after.intercept, before, 0.01);
  EXPECT_EQ(after.level.immature, 0U);
}

TEST(Calibration, CountsRowsWithoutADateForTheSlopeAlone) {
  auto rows = rows_with(4, 5'000, 1.0, kSteady, 37);
  for (int row = 0; row < 500; ++row) rows.push_back({-1.0, kNoMonth, true});
  EXPECT_NEAR(calibrate(each_of(rows), times(4)).intercept, -0.5, 0.15);
}

TEST(Calibration, SurvivesOneOutcomeOnlyOneMonthOnlyAndOneScoreOnly) {
  for (const bool defaulted : {false, true}) {
    for (const std::size_t months : {std::size_t{0}, std::size_t{1}, std::size_t{3}}) {
      std::vector<ScoredRow> rows;
      for (std::size_t row = 0; row < 99; ++row)
        rows.push_back({-1.0, months == 0 ? kNoMonth : row % months, defaulted});
      const Calibration calibration = calibrate(each_of(rows), times(months));
      EXPECT_TRUE(std::isfinite(calibration.intercept));
      EXPECT_TRUE(std::isfinite(calibration.slope));
      EXPECT_EQ(calibration.level.trend.share_used, 0.0);
    }
  }
}

/// Ten stumps whose leaves run from 0 to 4096: scores from 0 to 40960.
Forest wide_forest() {
  Forest forest;
  forest.leaf_scale = 4096;
  for (int tree = 0; tree < 10; ++tree) {
    forest.trees.push_back(test::tree_of({test::split(0, 1, 0, 1), test::leaf(1), test::leaf(2)}, {0, 0, 4096}));
  }
  return forest;
}

TEST(PdTableOfACalibration, IsMonotoneAndFollowsTheCurve) {
  const Calibration calibration{-0.4, 0.9, {}};
  const auto log_odds = [](double score) { return score / 10'000 - 3.0; };
  const PdTable table = make_pd_table(calibration, wide_forest(), log_odds);
  for (std::size_t knot = 1; knot < table.knots.size(); ++knot) {
    EXPECT_GT(table.knots[knot].score, table.knots[knot - 1].score);
    EXPECT_GE(table.knots[knot].pd_ppm, table.knots[knot - 1].pd_ppm);
  }
  for (const std::int32_t score : {0, 5'000, 20'123, 40'960}) {
    EXPECT_NEAR(table.pd_ppm(score) / 1e6, sigmoid(-0.4 + 0.9 * log_odds(score)), 0.002) << score;
  }
}

TEST(PdTableOfACalibration, IsOnePdWhereTheCurveFalls) {
  const PdTable table = make_pd_table({-2.0, -0.5, {}}, wide_forest(), [](double score) { return score; });
  ASSERT_EQ(table.knots.size(), 1U);
  EXPECT_NEAR(table.knots[0].pd_ppm / 1e6, sigmoid(-2.0), 1e-5);
}

}  // namespace
}  // namespace prescore
