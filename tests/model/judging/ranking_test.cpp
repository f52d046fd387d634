// Curves and areas compared with their definitions, pair by pair and applicant by applicant.

#include "judging/ranking.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "judging/metrics.hpp"
#include "report/statistics/intervals.hpp"
#include "support/random.hpp"

namespace prescore {
namespace {

std::vector<ScoredOutcome> scored_outcomes_by_risk(std::uint64_t seed, std::size_t rows, std::int32_t distinct) {
  test::Random random(seed);
  std::vector<ScoredOutcome> scored_outcomes;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto risk = static_cast<std::int32_t>(random.between(1, distinct));
    scored_outcomes.push_back({risk, random.chance(100 + static_cast<std::uint64_t>(600 * risk / distinct))});
  }
  scored_outcomes.push_back({distinct, true});
  scored_outcomes.push_back({1, false});
  return scored_outcomes;
}

double area_pair_by_pair(const std::vector<ScoredOutcome>& scored_outcomes) {
  double wins = 0.0;
  double pairs = 0.0;
  for (const ScoredOutcome& defaulter : scored_outcomes) {
    for (const ScoredOutcome& repayer : scored_outcomes) {
      if (!defaulter.defaulted || repayer.defaulted) continue;
      pairs += 1.0;
      wins += defaulter.pd_ppm > repayer.pd_ppm ? 1.0 : defaulter.pd_ppm == repayer.pd_ppm ? 0.5 : 0.0;
    }
  }
  return wins / pairs;
}

double precision_from(const std::vector<ScoredOutcome>& scored_outcomes, std::int32_t lowest_refused) {
  double refused = 0.0;
  double defaulters = 0.0;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    if (scored_outcome.pd_ppm < lowest_refused) continue;
    refused += 1.0;
    defaulters += scored_outcome.defaulted ? 1.0 : 0.0;
  }
  return defaulters / refused;
}

TEST(Ranking, AreaIsTheShareOfPairsInOrder) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const auto scored_outcomes = scored_outcomes_by_risk(seed, 150, seed % 2 == 0 ? 7 : 1000);
    EXPECT_NEAR(area_under_roc(ties_of(scored_outcomes)), area_pair_by_pair(scored_outcomes), 1e-12);
  }
}

TEST(Ranking, AreaOfOneOutcomeIsAHalf) {
  const std::vector<ScoredOutcome> scored_outcomes = {{1, true}, {2, true}};
  EXPECT_EQ(area_under_roc(ties_of(scored_outcomes)), 0.5);
}

TEST(Ranking, AveragePrecisionIsTheMeanOverTheDefaulters) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto scored_outcomes = scored_outcomes_by_risk(seed, 120, 25);
    double sum = 0.0;
    double defaulters = 0.0;
    for (const ScoredOutcome& scored_outcome : scored_outcomes) {
      if (!scored_outcome.defaulted) continue;
      sum += precision_from(scored_outcomes, scored_outcome.pd_ppm);
      defaulters += 1.0;
    }
    EXPECT_NEAR(average_precision(ties_of(scored_outcomes)), sum / defaulters, 1e-12);
  }
}

/// The share of those with this outcome whose risk is at most `risk`.
double share_of_outcome(const std::vector<ScoredOutcome>& scored_outcomes, bool defaulted, std::int32_t risk) {
  double below = 0.0;
  double all = 0.0;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    if (scored_outcome.defaulted != defaulted) continue;
    all += 1.0;
    if (scored_outcome.pd_ppm <= risk) below += 1.0;
  }
  return below / all;
}

TEST(Ranking, KolmogorovSmirnovIsTheWidestGapOfTheTwoDistributions) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto scored_outcomes = scored_outcomes_by_risk(seed, 120, 25);
    double widest = 0.0;
    for (const ScoredOutcome& at : scored_outcomes) {
      const double gap =
          share_of_outcome(scored_outcomes, true, at.pd_ppm) - share_of_outcome(scored_outcomes, false, at.pd_ppm);
      widest = std::max(widest, std::abs(gap));
    }
    EXPECT_NEAR(kolmogorov_smirnov(ties_of(scored_outcomes)), widest, 1e-12);
  }
}

TEST(Ranking, CountsActLikeRepeatedRows) {
  const auto scored_outcomes = scored_outcomes_by_risk(5, 60, 12);
  test::Random random(9);
  std::vector<std::uint32_t> counts;
  std::vector<ScoredOutcome> repeated;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    counts.push_back(static_cast<std::uint32_t>(random.between(0, 3)));
    repeated.insert(repeated.end(), counts.back(), scored_outcome);
  }
  const Ranking ranking(scored_outcomes);
  EXPECT_DOUBLE_EQ(area_under_roc(ranking.ties(counts)), area_pair_by_pair(repeated));
  EXPECT_EQ(total(ranking.ties(counts)).rows(), repeated.size());
}

/// The area below a curve that is straight between its points.
double area_below(const std::vector<double>& x, const std::vector<double>& y) {
  double area = 0.0;
  for (std::size_t index = 1; index < x.size(); ++index) {
    area += (x[index] - x[index - 1]) * (y[index] + y[index - 1]) / 2.0;
  }
  return area;
}

TEST(Curves, TheRocCurveEnclosesTheArea) {
  const auto scored_outcomes = scored_outcomes_by_risk(4, 400, 10);
  const auto ties = ties_of(scored_outcomes);
  const auto grid = unit_grid(20000);
  EXPECT_NEAR(area_below(grid, roc_at(ties, grid)), area_under_roc(ties), 1e-4);
}

TEST(Curves, RunFromNobodyToEveryone) {
  const auto ties = ties_of(scored_outcomes_by_risk(4, 300, 50));
  const std::vector<double> ends = {0.0, 1.0};
  EXPECT_NEAR(gain_at(ties, ends)[0], 0.0, 1e-12);
  EXPECT_NEAR(gain_at(ties, ends)[1], 1.0, 1e-12);
  EXPECT_NEAR(roc_at(ties, ends)[1], 1.0, 1e-12);
  const Tie all = total(ties);
  const double base_rate = static_cast<double>(all.defaulters) / static_cast<double>(all.rows());
  EXPECT_NEAR(precision_at(ties, std::vector<double>{1.0})[0] >= base_rate, true, 0);
}

TEST(Curves, AreStraightWithinATie) {
  // 2 of 4 defaulters and 1 of 3 repayers share the highest risk.
  const std::vector<Tie> ties = {{1, 2, 2}, {2, 2, 1}};
  EXPECT_NEAR(roc_at(ties, std::vector<double>{1.0 / 6.0})[0], 0.25, 1e-12);
  EXPECT_NEAR(precision_at(ties, std::vector<double>{0.25})[0], 2.0 / 3.0, 1e-12);
  EXPECT_NEAR(precision_at(ties, std::vector<double>{0.75})[0], 3.0 / (3.0 + 2.0), 1e-12);
  EXPECT_NEAR(gain_at(ties, std::vector<double>{3.0 / 7.0})[0], 0.5, 1e-12);
}

}  // namespace
}  // namespace prescore
