// Every metric compared with a slow formula that is easy to check.
#include "judging/metrics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/random.hpp"

namespace prescore {
namespace {

using ScoredOutcomes = std::vector<ScoredOutcome>;

constexpr double kMillion = 1'000'000.0;

double pd(const ScoredOutcome& scored_outcome) { return scored_outcome.pd_ppm / kMillion; }

/// Both outcomes, and ties: `levels` different PDs at most.
ScoredOutcomes random_scored_outcomes(test::Random& random, std::size_t size, std::int64_t levels) {
  ScoredOutcomes scored_outcomes = {{500'000, true}, {500'000, false}};
  while (scored_outcomes.size() < size) {
    const auto level = random.between(0, levels - 1);
    const auto pd_ppm = static_cast<std::int32_t>(level * 999'999 / std::max<std::int64_t>(levels - 1, 1));
    scored_outcomes.push_back({pd_ppm, random.chance(static_cast<std::uint64_t>(100 + pd_ppm / 2'000))});
  }
  return scored_outcomes;
}

double auroc_by_all_pairs(const ScoredOutcomes& scored_outcomes) {
  double wins = 0.0;
  double pairs = 0.0;
  for (const ScoredOutcome& bad : scored_outcomes) {
    if (!bad.defaulted) continue;
    for (const ScoredOutcome& good : scored_outcomes) {
      if (good.defaulted) continue;
      pairs += 1.0;
      if (bad.pd_ppm > good.pd_ppm) wins += 1.0;
      if (bad.pd_ppm == good.pd_ppm) wins += 0.5;
    }
  }
  return wins / pairs;
}

/// The share of the rows with this outcome whose PD is at most `cut_off`.
double share_up_to(const ScoredOutcomes& scored_outcomes, bool defaulted, std::int32_t cut_off) {
  double all = 0.0;
  double below = 0.0;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    if (scored_outcome.defaulted != defaulted) continue;
    all += 1.0;
    if (scored_outcome.pd_ppm <= cut_off) below += 1.0;
  }
  return below / all;
}

double ks_by_every_cut_off(const ScoredOutcomes& scored_outcomes) {
  double largest = 0.0;
  for (const ScoredOutcome& at : scored_outcomes) {
    const double distance =
        share_up_to(scored_outcomes, true, at.pd_ppm) - share_up_to(scored_outcomes, false, at.pd_ppm);
    largest = std::max(largest, std::abs(distance));
  }
  return largest;
}

double brier_by_definition(const ScoredOutcomes& scored_outcomes) {
  double sum = 0.0;
  for (const ScoredOutcome& scored_outcome : scored_outcomes)
    sum += std::pow(pd(scored_outcome) - (scored_outcome.defaulted ? 1 : 0), 2);
  return sum / static_cast<double>(scored_outcomes.size());
}

/// The share of defaults among all rows with the same PD.
double risk_at(const ScoredOutcomes& scored_outcomes, std::int32_t pd_ppm) {
  double rows = 0.0;
  double defaults = 0.0;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    if (scored_outcome.pd_ppm != pd_ppm) continue;
    rows += 1.0;
    defaults += scored_outcome.defaulted ? 1.0 : 0.0;
  }
  return defaults / rows;
}

double calibration_error_by_definition(ScoredOutcomes scored_outcomes) {
  std::sort(scored_outcomes.begin(), scored_outcomes.end(),
            [](const ScoredOutcome& a, const ScoredOutcome& b) { return a.pd_ppm < b.pd_ppm; });
  double error = 0.0;
  for (std::size_t bin = 0; bin < 10; ++bin) {
    double distance = 0.0;
    // Bin b holds the rows [b n / 10, (b + 1) n / 10).
    for (std::size_t row = bin * scored_outcomes.size() / 10; row < (bin + 1) * scored_outcomes.size() / 10; ++row) {
      distance += pd(scored_outcomes[row]) - risk_at(scored_outcomes, scored_outcomes[row].pd_ppm);
    }
    error += std::abs(distance);
  }
  return error / static_cast<double>(scored_outcomes.size());
}

TEST(Metrics, AgreeWithTheirDefinitions) {
  test::Random random(30);
  for (const std::size_t size : {2U, 3U, 9U, 10U, 11U, 57U, 300U}) {
    for (const std::int64_t levels : {1, 2, 5, 1'000'000}) {
      const ScoredOutcomes scored_outcomes = random_scored_outcomes(random, size, levels);
      SCOPED_TRACE(std::to_string(size) + " rows, " + std::to_string(levels) + " levels");
      EXPECT_NEAR(area_under_roc(scored_outcomes), auroc_by_all_pairs(scored_outcomes), 1e-12);
      EXPECT_NEAR(kolmogorov_smirnov(scored_outcomes), ks_by_every_cut_off(scored_outcomes), 1e-12);
      EXPECT_NEAR(brier_score(scored_outcomes), brier_by_definition(scored_outcomes), 1e-12);
      EXPECT_NEAR(calibration_error(scored_outcomes), calibration_error_by_definition(scored_outcomes), 1e-12);
    }
  }
}

TEST(Metrics, OfAPerfectARandomAndAReversedRankingAreKnown) {
  const ScoredOutcomes perfect = {{0, false}, {0, false}, {1'000'000, true}};
  EXPECT_EQ(area_under_roc(perfect), 1.0);
  EXPECT_EQ(kolmogorov_smirnov(perfect), 1.0);
  EXPECT_EQ(brier_score(perfect), 0.0);
  const ScoredOutcomes useless = {{7, false}, {7, true}, {7, false}};
  EXPECT_EQ(area_under_roc(useless), 0.5);
  EXPECT_EQ(kolmogorov_smirnov(useless), 0.0);
  const ScoredOutcomes reversed = {{1'000'000, false}, {0, true}};
  EXPECT_EQ(area_under_roc(reversed), 0.0);
  EXPECT_EQ(kolmogorov_smirnov(reversed), 1.0);
  EXPECT_EQ(brier_score(reversed), 1.0);
}

TEST(Metrics, AreHalfIfAnOutcomeIsAbsent) {
  EXPECT_EQ(area_under_roc(ScoredOutcomes{{1, false}, {2, false}}), 0.5);
  EXPECT_EQ(area_under_roc(ScoredOutcomes{{1, true}, {2, true}}), 0.5);
}

/// Refused are all with a PD above the cut-off.
double recall_at(const ScoredOutcomes& scored_outcomes, std::int32_t cut_off) {
  return 1.0 - share_up_to(scored_outcomes, true, cut_off);
}

TEST(CutOffForRecall, IsTheHighestThatStillRefusesEnough) {
  test::Random random(31);
  for (int trial = 0; trial < 60; ++trial) {
    const ScoredOutcomes scored_outcomes =
        random_scored_outcomes(random, 2 + random.below(80), 1 + random.between(1, 40));
    const double recall = static_cast<double>(random.between(1, 100)) / 100;
    const auto cut_off = cut_off_for_recall(scored_outcomes, recall);
    SCOPED_TRACE("trial " + std::to_string(trial) + ", recall " + std::to_string(recall));
    if (cut_off) {
      EXPECT_GE(recall_at(scored_outcomes, *cut_off), recall - 1e-9);
    }
    EXPECT_LT(recall_at(scored_outcomes, cut_off.value_or(-1) + 1), recall - 1e-9);
  }
}

// It was 0 before, which refuses none of those defaulters.
TEST(CutOffForRecall, IsNothingWhereTooManyDefaultersHaveAPdOfZero) {
  const ScoredOutcomes scored_outcomes = {{0, true}, {0, false}, {1, true}, {7, true}};
  EXPECT_EQ(cut_off_for_recall(scored_outcomes, 0.9), std::nullopt);
  EXPECT_EQ(cut_off_for_recall(scored_outcomes, 0.6), 0);
  EXPECT_EQ(cut_off_for_recall(scored_outcomes, 0.3), 6);
}

TEST(JudgeCutOff, CountsEveryRowOnce) {
  const ScoredOutcomes scored_outcomes = {{10, false}, {10, true}, {11, false}, {11, true}, {12, true}};
  const Json judged = judge_cut_off(scored_outcomes, 10);
  EXPECT_EQ(judged["confusion"]["refused_defaulters"], 2);
  EXPECT_EQ(judged["confusion"]["refused_repayers"], 1);
  EXPECT_EQ(judged["confusion"]["approved_defaulters"], 1);
  EXPECT_EQ(judged["confusion"]["approved_repayers"], 1);
  EXPECT_DOUBLE_EQ(judged["recall_of_defaulters"], 0.666667);
  EXPECT_DOUBLE_EQ(judged["approval_rate"], 0.4);
  EXPECT_DOUBLE_EQ(judged["bad_rate"], 0.5);
  EXPECT_DOUBLE_EQ(judged["precision"], 0.666667);
  EXPECT_DOUBLE_EQ(judged["accuracy"], 0.6);
}

TEST(Summarise, RoundsTheMetricsToSixDecimals) {
  test::Random random(32);
  const ScoredOutcomes scored_outcomes = random_scored_outcomes(random, 200, 50);
  const Json summary = summarise(scored_outcomes);
  EXPECT_EQ(summary["rows"], 200);
  EXPECT_NEAR(summary["auroc"], auroc_by_all_pairs(scored_outcomes), 1e-6);
  EXPECT_NEAR(summary["gini"], 2 * auroc_by_all_pairs(scored_outcomes) - 1, 1e-6);
  EXPECT_NEAR(summary["ks"], ks_by_every_cut_off(scored_outcomes), 1e-6);
  EXPECT_NEAR(summary["brier"], brier_by_definition(scored_outcomes), 1e-6);
  EXPECT_NEAR(summary["calibration_error"], calibration_error_by_definition(scored_outcomes), 1e-6);
}

}  // namespace
}  // namespace prescore
