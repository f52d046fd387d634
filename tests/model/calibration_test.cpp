#include "calibration.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "support/random.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

/// Ten stumps whose leaves run from 0 to 4096: scores from 0 to 40960.
Forest wide_forest() {
  Forest forest;
  forest.leaf_scale = 4096;
  for (int tree = 0; tree < 10; ++tree) {
    forest.trees.push_back(test::tree_of({test::split(0, 1, 0, 1), test::leaf(1), test::leaf(2)}, {0, 0, 4096}));
  }
  return forest;
}

/// Rows whose true risk is `risk(mean leaf)`.
template <typename Risk>
std::vector<ScoredRow> rows_with(Risk risk, std::uint64_t seed) {
  test::Random random(seed);
  std::vector<ScoredRow> rows;
  for (int row = 0; row < 20'000; ++row) {
    const auto score = static_cast<double>(random.between(2'000, 20'000));
    const double chance = risk(score / 40'960);
    rows.push_back({score, random.chance(static_cast<std::uint64_t>(chance * 1'000))});
  }
  return rows;
}

double mean_pd(const PdTable& table, const std::vector<ScoredRow>& rows) {
  double sum = 0.0;
  for (const ScoredRow& row : rows) sum += table.pd_ppm(static_cast<std::int32_t>(row.score));
  return sum / static_cast<double>(rows.size()) / kWholePpm;
}

double base_rate(const std::vector<ScoredRow>& rows) {
  double defaults = 0.0;
  for (const ScoredRow& row : rows) defaults += row.defaulted ? 1.0 : 0.0;
  return defaults / static_cast<double>(rows.size());
}

void expect_monotone(const PdTable& table) {
  ASSERT_FALSE(table.knots.empty());
  for (std::size_t knot = 1; knot < table.knots.size(); ++knot) {
    EXPECT_GT(table.knots[knot].score, table.knots[knot - 1].score) << knot;
    EXPECT_GE(table.knots[knot].pd_ppm, table.knots[knot - 1].pd_ppm) << knot;
  }
}

TEST(Calibration, IsMonotoneAndMeetsTheBaseRate) {
  for (const double strength : {0.3, 1.0, 2.0}) {
    const auto rows = rows_with([&](double mean) { return std::min(0.95, strength * mean); }, 40);
    const PdTable table = calibrate(rows, wide_forest());
    SCOPED_TRACE(strength);
    expect_monotone(table);
    EXPECT_GT(table.knots.size(), 1U);
    EXPECT_NEAR(mean_pd(table, rows), base_rate(rows), 0.002);
  }
}

TEST(Calibration, FollowsTheTrueRisk) {
  const auto truth = [](double mean) { return mean; };
  const PdTable table = calibrate(rows_with(truth, 41), wide_forest());
  for (const double mean : {0.1, 0.2, 0.3, 0.4}) {
    EXPECT_NEAR(table.pd_ppm(static_cast<std::int32_t>(mean * 40'960)) / 1e6, truth(mean), 0.02) << mean;
  }
}

TEST(Calibration, TellsEveryoneTheBaseRateWhereScoresSayNothing) {
  const auto rows = rows_with([](double mean) { return 0.5 - mean; }, 42);
  const PdTable table = calibrate(rows, wide_forest());
  expect_monotone(table);
  EXPECT_NEAR(table.pd_ppm(2'000) / 1e6, base_rate(rows), 0.01);
  EXPECT_NEAR(table.pd_ppm(20'000) / 1e6, base_rate(rows), 0.01);
}

TEST(Calibration, SurvivesOneOutcomeOnlyAndOneScoreOnly) {
  for (const bool defaulted : {false, true}) {
    std::vector<ScoredRow> rows(100, {5'000.0, defaulted});
    expect_monotone(calibrate(rows, wide_forest()));
    rows.push_back({6'000.0, defaulted});
    expect_monotone(calibrate(rows, wide_forest()));
  }
}

}  // namespace
}  // namespace prescore
