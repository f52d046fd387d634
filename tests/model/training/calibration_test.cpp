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

/// Rows of `months` whose log-odds of default are intercept + slope * log-odds + trend * months.
std::vector<ScoredRow> rows_with(double intercept, double slope, double trend, double months, std::uint64_t seed) {
  test::Random random(seed);
  std::vector<ScoredRow> rows;
  for (int row = 0; row < 40'000; ++row) {
    const double log_odds = static_cast<double>(random.between(-3'000, 500)) / 1'000;
    const double when = -months * static_cast<double>(random.between(0, 1'000)) / 1'000;
    const double chance = sigmoid(intercept + slope * log_odds + trend * when);
    rows.push_back({log_odds, when, random.chance(static_cast<std::uint64_t>(chance * 1'000))});
  }
  return rows;
}

TEST(Calibration, FindsTheCurve) {
  const auto rows = rows_with(-0.5, 0.8, 0.0, 1.0, 31);
  const Calibration calibration = calibrate(each_of(rows));
  EXPECT_NEAR(calibration.slope, 0.8, 0.05);
  EXPECT_NEAR(calibration.intercept, -0.5, 0.12);
}

TEST(Calibration, CarriesAProvenTrendIntoTheNextMonth) {
  const auto rows = rows_with(-0.5, 1.0, -0.3, 3.0, 32);
  const Calibration calibration = calibrate(each_of(rows));
  EXPECT_NEAR(calibration.drift.per_month, -0.3, 0.05);
  EXPECT_GT(calibration.drift.share_trusted, 0.95);
  // In the middle of the next month.
  EXPECT_NEAR(calibration.intercept, -0.5 - 0.3 * 0.5, 0.08);
}

TEST(Calibration, CarriesNoTrendOnThatTheDataDoNotProve) {
  int trusted = 0;
  for (std::uint64_t seed = 40; seed < 50; ++seed) {
    auto rows = rows_with(-0.5, 1.0, 0.0, 3.0, seed);
    rows.resize(3'000);
    trusted += calibrate(each_of(rows)).drift.share_trusted > 0.5 ? 1 : 0;
  }
  EXPECT_LE(trusted, 4);
}

TEST(Calibration, TakesTheLevelOfTheLastMonth) {
  // Two months ago defaults were twice as common: the level of all rows would be far too high.
  auto rows = rows_with(0.7, 1.0, 0.0, 1.0, 33);
  for (ScoredRow& row : rows) row.months -= 2.0;
  const auto recent = rows_with(-0.5, 1.0, 0.0, 1.0, 34);
  rows.insert(rows.end(), recent.begin(), recent.end());
  EXPECT_LT(calibrate(each_of(rows)).intercept, -0.4);
}

TEST(Calibration, SurvivesOneOutcomeOnlyOneDayOnlyAndOneScoreOnly) {
  for (const bool defaulted : {false, true}) {
    const std::vector<ScoredRow> rows(100, {-1.0, 0.0, defaulted});
    const Calibration calibration = calibrate(each_of(rows));
    EXPECT_TRUE(std::isfinite(calibration.intercept));
    EXPECT_EQ(calibration.drift.share_trusted, 0.0);
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
