// Intervals, calibration, PSI, logistic regression and the scorecard against published values and slow formulas.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/logistic.hpp"
#include "judging/calibration_bins.hpp"
#include "judging/metrics.hpp"
#include "prescore/pd_table.hpp"
#include "report/statistics/calibration_curve.hpp"
#include "report/statistics/intervals.hpp"
#include "report/statistics/logistic_regression.hpp"
#include "report/statistics/scorecard.hpp"
#include "report/statistics/stability.hpp"
#include "support/random.hpp"

namespace prescore {
namespace {

TEST(WilsonInterval, SolvesItsOwnEquation) {
  // The bounds are those shares from which the one found lies 1.96 standard errors away.
  for (const auto& [part, whole] : {std::pair{0, 10}, {1, 10}, {37, 250}, {250, 250}}) {
    const auto found = static_cast<double>(part) / whole;
    const auto [low, high] = wilson_interval(static_cast<std::uint64_t>(part), static_cast<std::uint64_t>(whole));
    for (const double bound : {low, high}) {
      const double error = std::sqrt(bound * (1.0 - bound) / whole);
      if (bound < 1e-9 || bound > 1.0 - 1e-9) continue;
      EXPECT_NEAR(std::abs(found - bound) / error, 1.959964, 1e-6);
    }
    EXPECT_LE(low, found + 1e-12);
    EXPECT_GE(high, found - 1e-12);
  }
}

TEST(WilsonInterval, OfNothingIsEverything) {
  EXPECT_EQ(wilson_interval(0, 0).low, 0.0);
  EXPECT_EQ(wilson_interval(0, 0).high, 1.0);
}

TEST(PercentileInterval, LeavesTwoAndAHalfPercentOnEachSide) {
  std::vector<double> values(1001);
  std::iota(values.rbegin(), values.rend(), 0.0);
  const Interval interval = percentile_interval(values);
  EXPECT_NEAR(interval.low, 25.0, 1e-9);
  EXPECT_NEAR(interval.high, 975.0, 1e-9);
}

TEST(Resampler, DrawsAsManyRowsAsThereAreAndTheSameEachTime) {
  Resampler first(500);
  Resampler second(500);
  for (int sample = 0; sample < 5; ++sample) {
    const auto counts = first.next();
    EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0U), 500U);
    const auto again = second.next();
    EXPECT_TRUE(std::equal(counts.begin(), counts.end(), again.begin()));
  }
}

TEST(Resampler, LeavesOutAboutAThirdOfTheRows) {
  Resampler resampler(20000);
  const auto counts = resampler.next();
  const auto left_out = std::count(counts.begin(), counts.end(), 0U);
  EXPECT_NEAR(static_cast<double>(left_out) / 20000.0, std::exp(-1.0), 0.02);
}

std::vector<ScoredOutcome> honest_scored_outcomes(std::uint64_t seed, std::size_t rows) {
  test::Random random(seed);
  std::vector<ScoredOutcome> scored_outcomes;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto pd = static_cast<std::int32_t>(1000 * random.between(20, 400));
    scored_outcomes.push_back({pd, random.chance(static_cast<std::uint64_t>(pd) / 1000)});
  }
  return scored_outcomes;
}

TEST(CalibrationBins, HoldEveryRowAndDefaultOnce) {
  const auto scored_outcomes = honest_scored_outcomes(3, 997);
  std::uint64_t rows = 0;
  double defaults = 0.0;
  for (const CalibrationBin& bin : calibration_bins(scored_outcomes, 10)) {
    rows += bin.rows;
    defaults += bin.defaults;
  }
  EXPECT_EQ(rows, scored_outcomes.size());
  const auto seen = std::count_if(scored_outcomes.begin(), scored_outcomes.end(),
                                  [](const ScoredOutcome& row) { return row.defaulted; });
  EXPECT_NEAR(defaults, static_cast<double>(seen), 1e-9);
}

TEST(CalibrationBins, DivideATieThatSpansTwoBins) {
  const std::vector<ScoredOutcome> tied{{100'000, false}, {100'000, false}, {100'000, false}, {100'000, true}};
  for (const CalibrationBin& bin : calibration_bins(tied, 2)) EXPECT_DOUBLE_EQ(bin.bad_rate(), 0.25);
}

TEST(CalibrationLine, OfPerfectPdsIsZeroAndOne) {
  const CalibrationLine line = calibration_line(honest_scored_outcomes(11, 60000));
  EXPECT_NEAR(line.intercept, 0.0, 0.06);
  EXPECT_NEAR(line.slope, 1.0, 0.04);
}

TEST(CalibrationLine, OfDoubledPdsHasANegativeIntercept) {
  auto scored_outcomes = honest_scored_outcomes(11, 20000);
  for (ScoredOutcome& scored_outcome : scored_outcomes) scored_outcome.pd_ppm *= 2;
  EXPECT_LT(calibration_line(scored_outcomes).intercept, -0.3);
}

TEST(StabilityIndex, IsTheSumOfItsTerms) {
  const std::vector<double> before = {0.2, 0.3, 0.5};
  const std::vector<double> after = {0.25, 0.25, 0.5};
  const double expected = 0.05 * std::log(0.25 / 0.2) - 0.05 * std::log(0.25 / 0.3);
  EXPECT_NEAR(stability_index(before, after), expected, 1e-12);
  EXPECT_EQ(stability_index(before, before), 0.0);
}

TEST(StabilityIndex, OfAnEmptiedBinIsFinite) {
  EXPECT_TRUE(std::isfinite(stability_index(std::vector<double>{0.5, 0.5}, std::vector<double>{1.0, 0.0})));
}

TEST(DecileBounds, DivideTheReferenceIntoTenths) {
  std::vector<ScoredOutcome> scored_outcomes;
  for (std::int32_t pd = 1; pd <= 1000; ++pd) scored_outcomes.push_back({pd, false});
  const auto shares = shares_by_bin(scored_outcomes, decile_bounds(scored_outcomes));
  ASSERT_EQ(shares.size(), 10U);
  for (const double share : shares) EXPECT_NEAR(share, 0.1, 0.0011);
}

TEST(SharesApart, IsTheTextbookStatistic) {
  // 142 of 1000 against 106 of 1000.
  const double pooled = 248.0 / 2000.0;
  EXPECT_NEAR(shares_apart(142, 1000, 106, 1000), 0.036 / std::sqrt(pooled * (1 - pooled) * 0.002), 1e-12);
  EXPECT_EQ(shares_apart(0, 0, 1, 2), 0.0);
}

TEST(FitLogistic, LeavesNoGradient) {
  test::Random random(5);
  std::vector<double> rows;
  std::vector<std::uint8_t> defaulted;
  for (int row = 0; row < 3000; ++row) {
    const double a = static_cast<double>(random.between(-100, 100)) / 50.0;
    const double b = static_cast<double>(random.between(-100, 100)) / 50.0;
    rows.insert(rows.end(), {a, b});
    const double pd = logistic(-1.0 + 0.8 * a - 0.5 * b);
    defaulted.push_back(random.chance(static_cast<std::uint64_t>(pd * 1000)) ? 1 : 0);
  }
  const auto coefficients = fit_logistic(rows, 2, defaulted);
  std::array<double, 3> gradient{};
  for (std::size_t row = 0; row < defaulted.size(); ++row) {
    const double pd = logistic(coefficients[0] + coefficients[1] * rows[2 * row] + coefficients[2] * rows[2 * row + 1]);
    const double error = defaulted[row] - pd;
    gradient[0] += error;
    gradient[1] += error * rows[2 * row];
    gradient[2] += error * rows[2 * row + 1];
  }
  for (const double slope : gradient) EXPECT_NEAR(slope, 0.0, 1e-3);
  EXPECT_NEAR(coefficients[1], 0.8, 0.12);
  EXPECT_NEAR(coefficients[2], -0.5, 0.12);
}

TEST(FitLogistic, KeepsAColumnWithoutInformationAtZero) {
  const std::vector<double> rows = {0.0, 0.0, 0.0, 0.0};
  const std::vector<std::uint8_t> defaulted = {1, 0, 0, 0};
  const auto coefficients = fit_logistic(rows, 1, defaulted);
  EXPECT_NEAR(logistic(coefficients[0]), 0.25, 1e-5);
  EXPECT_EQ(coefficients[1], 0.0);
}

/// A number and a choice; defaults rise with the number and with the second option.
struct SmallBank {
  Questionnaire questionnaire;
  TrainingRows rows;

  explicit SmallBank(std::size_t size) {
    questionnaire.questions.resize(2);
    questionnaire.questions[0].id = "debts";
    questionnaire.questions[1] = {.id = "home", .kind = QuestionKind::choice, .options = {{"own", {}}, {"rent", {}}}};
    rows.values.resize(2);
    test::Random random(8);
    for (std::size_t row = 0; row < size; ++row) {
      const auto debts = static_cast<std::int32_t>(random.between(0, 99));
      const auto home = static_cast<std::int32_t>(random.between(0, 1));
      rows.values[0].push_back(debts);
      rows.values[1].push_back(home);
      rows.defaulted.push_back(random.chance(static_cast<std::uint64_t>(50 + 3 * debts + 200 * home)) ? 1 : 0);
      rows.dates.push_back({});
    }
  }
};

TEST(Scorecard, WeighsAnOptionByItsShareOfBothOutcomes) {
  const SmallBank bank(4000);
  const Scorecard scorecard = fit_scorecard(bank.rows, bank.questionnaire);
  std::array<std::array<double, 2>, 2> counts{};
  for (std::size_t row = 0; row < bank.rows.size(); ++row) {
    counts[static_cast<std::size_t>(bank.rows.values[1][row])][bank.rows.defaulted[row]] += 1.0;
  }
  const double bad = counts[0][1] + counts[1][1] + 0.5;
  const double good = counts[0][0] + counts[1][0] + 0.5;
  const double expected = std::log((counts[1][1] + 0.5) / bad) - std::log((counts[1][0] + 0.5) / good);
  EXPECT_NEAR(scorecard.bins[1].evidence[1], expected, 1e-12);
  EXPECT_EQ(scorecard.bins[0].cuts.size(), 9U);
}

TEST(Scorecard, ExpectsAsManyDefaultsAsItLearntFrom) {
  const SmallBank bank(4000);
  const auto scored_outcomes =
      fit_scorecard(bank.rows, bank.questionnaire).scored_outcomes(bank.rows, bank.questionnaire);
  double expected = 0.0;
  double observed = 0.0;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    expected += static_cast<double>(scored_outcome.pd_ppm) / kWholePpm;
    observed += scored_outcome.defaulted ? 1.0 : 0.0;
  }
  EXPECT_NEAR(expected, observed, 0.5);
  EXPECT_GT(area_under_roc(std::span<const ScoredOutcome>(scored_outcomes)), 0.65);
}

TEST(Scorecard, AMissingAnswerThatTrainingNeverSawHasNoEffect) {
  const SmallBank bank(500);
  const Scorecard scorecard = fit_scorecard(bank.rows, bank.questionnaire);
  EXPECT_EQ(scorecard.bins[0].of(bank.questionnaire.questions[0], kMissing), 0.0);
}

TEST(ChiSquared95, IsNearTheTables) {
  for (const auto& [freedom, expected] : {std::pair{1, 3.841}, {2, 5.991}, {5, 11.070}, {9, 16.919}, {63, 82.529}}) {
    EXPECT_NEAR(chi_squared_95(static_cast<std::size_t>(freedom)), expected, 0.025 * expected) << freedom;
  }
}

TEST(StabilityIndexByChance, IsExceededByAboutOneSampleInTwenty) {
  // Two samples of one distribution over ten equal bins.
  test::Random random(3);
  const auto shares = [&](std::size_t rows) {
    std::vector<double> part(10, 0.0);
    for (std::size_t row = 0; row < rows; ++row) part[random.below(10)] += 1.0 / static_cast<double>(rows);
    return part;
  };
  int exceeded = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    exceeded += stability_index(shares(800), shares(500)) > stability_index_by_chance(10, 800, 500) ? 1 : 0;
  }
  EXPECT_GT(exceeded, 20);
  EXPECT_LT(exceeded, 90);
}

TEST(StabilityIndexByChance, IsZeroWithoutRowsOrBins) {
  EXPECT_EQ(stability_index_by_chance(1, 100, 100), 0.0);
  EXPECT_EQ(stability_index_by_chance(10, 0, 100), 0.0);
}

}  // namespace
}  // namespace prescore
