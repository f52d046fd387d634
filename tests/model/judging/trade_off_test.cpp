// Cut-offs counted one by one, compared with the one pass that the tool makes.

#include "judging/trade_off.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/input_error.hpp"
#include "judging/cut_off_choice.hpp"
#include "support/random.hpp"

namespace prescore {
namespace {

std::vector<ScoredOutcome> scored_outcomes_by_pd(std::uint64_t seed, std::size_t rows, std::int32_t distinct) {
  test::Random random(seed);
  std::vector<ScoredOutcome> scored_outcomes;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto pd = static_cast<std::int32_t>(1000 * random.between(1, distinct));
    scored_outcomes.push_back({pd, random.chance(static_cast<std::uint64_t>(pd) / 400)});
  }
  scored_outcomes.push_back({1000, true});
  scored_outcomes.push_back({1000, false});
  return scored_outcomes;
}

double share_where(const std::vector<ScoredOutcome>& scored_outcomes, auto among, auto counted) {
  const auto whole = std::count_if(scored_outcomes.begin(), scored_outcomes.end(), among);
  const auto part = std::count_if(scored_outcomes.begin(), scored_outcomes.end(),
                                  [&](const ScoredOutcome& o) { return among(o) && counted(o); });
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

TEST(TradeOff, CountsEveryCutOffAsOneByOneCountingDoes) {
  const auto everyone = [](const ScoredOutcome&) { return true; };
  const auto defaulted = [](const ScoredOutcome& o) { return o.defaulted; };
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto scored_outcomes = scored_outcomes_by_pd(seed, 200, 30);
    std::set<std::int32_t> pds;
    for (const ScoredOutcome& scored_outcome : scored_outcomes) pds.insert(scored_outcome.pd_ppm);
    const auto cut_offs = trade_off(scored_outcomes);
    ASSERT_EQ(cut_offs.size(), pds.size());
    auto pd = pds.begin();
    for (const CutOff& cut_off : cut_offs) {
      const std::int32_t maximum = *pd++;
      ASSERT_EQ(cut_off.maximum_pd_ppm, maximum);
      const auto approved = [&](const ScoredOutcome& o) { return o.pd_ppm <= maximum; };
      const auto refused = [&](const ScoredOutcome& o) { return o.pd_ppm > maximum; };
      const auto repaid = [](const ScoredOutcome& o) { return !o.defaulted; };
      EXPECT_DOUBLE_EQ(cut_off.approval_rate(), share_where(scored_outcomes, everyone, approved));
      EXPECT_DOUBLE_EQ(cut_off.bad_rate(), share_where(scored_outcomes, approved, defaulted));
      EXPECT_DOUBLE_EQ(cut_off.recall(), share_where(scored_outcomes, defaulted, refused));
      EXPECT_DOUBLE_EQ(cut_off.precision(), share_where(scored_outcomes, refused, defaulted));
      EXPECT_DOUBLE_EQ(cut_off.refused_repayer_rate(), share_where(scored_outcomes, repaid, refused));
      EXPECT_EQ(cut_off.rows(), scored_outcomes.size());
    }
  }
}

TEST(TradeOff, OfNobodyIsEmpty) { EXPECT_TRUE(trade_off({}).empty()); }

TEST(TradeOff, AddsUpTheCostsOfWrongDecisions) {
  const std::vector<ScoredOutcome> scored_outcomes = {{10, false}, {20, true}, {30, false}, {40, true}};
  const CutOff cut_off = at_cut_off(scored_outcomes, 20);
  EXPECT_DOUBLE_EQ(cut_off.cost({5.0, 1.0}), (5.0 * 1 + 1.0 * 1) / 4);
  EXPECT_DOUBLE_EQ(cut_off.accuracy(), 0.5);
}

TEST(Thinned, KeepsTheEndsAndTheOrderAndNoMoreThanAsked) {
  const auto cut_offs = trade_off(scored_outcomes_by_pd(3, 5000, 900));
  const auto kept = thinned(cut_offs, 41);
  EXPECT_LE(kept.size(), 42U);
  EXPECT_GE(kept.size(), 30U);
  EXPECT_EQ(kept.front().maximum_pd_ppm, cut_offs.front().maximum_pd_ppm);
  EXPECT_EQ(kept.back().maximum_pd_ppm, cut_offs.back().maximum_pd_ppm);
  for (std::size_t index = 1; index < kept.size(); ++index) {
    EXPECT_LT(kept[index - 1].maximum_pd_ppm, kept[index].maximum_pd_ppm);
  }
}

CutOff chosen(const std::vector<ScoredOutcome>& scored_outcomes, const CutOffTarget& target) {
  return choose_cut_off(trade_off(scored_outcomes), target);
}

TEST(ChooseCutOff, ByRecallIsTheHighestThatStillRefusesEnough) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto scored_outcomes = scored_outcomes_by_pd(seed, 300, 40);
    const CutOff found = chosen(scored_outcomes, {Criterion::recall, 0.7, {}});
    EXPECT_GE(found.recall(), 0.7);
    for (const CutOff& other : trade_off(scored_outcomes)) {
      if (other.maximum_pd_ppm <= found.maximum_pd_ppm) continue;
      EXPECT_LT(other.recall(), 0.7);
    }
  }
}

TEST(ChooseCutOff, ByApprovalRateIsTheHighestThatApprovesNoMore) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto scored_outcomes = scored_outcomes_by_pd(seed, 300, 40);
    const CutOff found = chosen(scored_outcomes, {Criterion::approval_rate, 0.4, {}});
    EXPECT_LE(found.approval_rate(), 0.4);
    for (const CutOff& other : trade_off(scored_outcomes)) {
      if (other.maximum_pd_ppm <= found.maximum_pd_ppm) continue;
      EXPECT_GT(other.approval_rate(), 0.4);
    }
  }
}

TEST(ChooseCutOff, ByCostLeavesNoCheaperOne) {
  const auto scored_outcomes = scored_outcomes_by_pd(7, 400, 50);
  const CutOffTarget target{Criterion::cost, 0.0, {5.0, 1.0}};
  const CutOff found = chosen(scored_outcomes, target);
  for (const CutOff& other : trade_off(scored_outcomes)) EXPECT_GE(other.cost(target.costs), found.cost(target.costs));
}

std::string error_of(const std::vector<ScoredOutcome>& scored_outcomes, const CutOffTarget& target) {
  try {
    static_cast<void>(chosen(scored_outcomes, target));
  } catch (const InputError& error) {
    return error.what();
  }
  return "none";
}

TEST(ChooseCutOff, RefusesAnUnreachableRecallAndNamesTheHighest) {
  const std::vector<ScoredOutcome> scored_outcomes = {{10, true}, {10, false}, {20, true}, {30, true}, {30, true}};
  EXPECT_NE(error_of(scored_outcomes, {Criterion::recall, 0.9, {}}).find("0.75 is the highest"), std::string::npos);
  EXPECT_EQ(error_of(scored_outcomes, {Criterion::recall, 0.75, {}}), "none");
}

TEST(ChooseCutOff, RefusesAnApprovalRateBelowTheLowestTie) {
  const std::vector<ScoredOutcome> scored_outcomes = {{10, true}, {10, false}, {20, true}, {30, false}};
  EXPECT_NE(error_of(scored_outcomes, {Criterion::approval_rate, 0.4, {}}).find("0.5 of them"), std::string::npos);
  EXPECT_EQ(error_of(scored_outcomes, {Criterion::approval_rate, 0.5, {}}), "none");
}

TEST(ChooseCutOff, RefusesACostAtWhichRefusingEveryoneIsCheapest) {
  const std::vector<ScoredOutcome> scored_outcomes = {{10, true}, {20, false}};
  EXPECT_NE(error_of(scored_outcomes, {Criterion::cost, 0.0, {5.0, 1.0}}).find("refusing everyone"), std::string::npos);
  EXPECT_EQ(error_of(scored_outcomes, {Criterion::cost, 0.0, {1.0, 5.0}}), "none");
}

}  // namespace
}  // namespace prescore
