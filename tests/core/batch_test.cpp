// Many rows at once, by every way that there is, against the naive walk and the single decision, bit for bit.
#include "prescore/batch.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "prescore/evaluate.hpp"
#include "support/naive_forest.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::leaf;
using test::tree_of;

std::vector<Features> random_rows(const Programme& programme, test::Random& random, std::size_t size) {
  std::vector<Features> rows;
  for (std::size_t row = 0; row < size; ++row) rows.push_back(test::random_features(programme, random));
  return rows;
}

std::vector<Applicant> random_applicants(const Programme& programme, test::Random& random, std::size_t size) {
  std::vector<Applicant> applicants;
  for (std::size_t row = 0; row < size; ++row) applicants.push_back(test::random_applicant(programme, random));
  return applicants;
}

std::vector<Features> encoded_singly(const Programme& programme, const std::vector<Applicant>& applicants) {
  std::vector<Features> rows;
  for (const Applicant& applicant : applicants) {
    rows.push_back(encode(programme.questionnaire, programme.encoding, applicant));
  }
  return rows;
}

void expect_naive_scores(const Programme& programme, const std::vector<Features>& rows,
                         const std::vector<std::int32_t>& scores) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    ASSERT_EQ(scores[row], test::naive_score(programme.forest, rows[row].codes)) << "row " << row;
  }
}

TEST(BatchForest, EqualsTheNaiveWalkOnRandomForests) {
  test::Random random(3);
  for (int round = 0; round < 300; ++round) {
    const Programme programme = test::random_programme(random);
    const auto rows = random_rows(programme, random, random.below(40));
    std::vector<std::int32_t> scores(rows.size());
    BatchForest(programme.forest).score(rows, scores);
    expect_naive_scores(programme, rows, scores);
  }
}

TEST(BatchForest, TakesAnyNumberOfRows) {
  test::Random random(4);
  const Programme programme = test::random_programme(random);
  const BatchForest forest(programme.forest);
  for (const std::size_t size : {0U, 1U, 7U, 8U, 9U, 255U, 256U, 257U, 1000U}) {
    const auto rows = random_rows(programme, random, size);
    std::vector<std::int32_t> scores(size, 12345);
    forest.score(rows, scores);
    expect_naive_scores(programme, rows, scores);
  }
}

TEST(BatchForest, ReachesTheEndsOfInt32) {
  constexpr std::int32_t kHigh = std::numeric_limits<std::int32_t>::max();
  const std::vector<Features> rows(3);
  std::vector<std::int32_t> scores(3);
  BatchForest({1, {tree_of({leaf(0)}, {5 - kHigh}), tree_of({leaf(0)}, {-5})}}).score(rows, scores);
  EXPECT_EQ(scores, std::vector<std::int32_t>(3, -kHigh));
}

TEST(BatchDecider, LooksUpAndWalksTheSameScores) {
  test::Random random(5);
  std::size_t tabulated = 0;
  for (int round = 0; round < 200; ++round) {
    const Programme programme = test::random_programme(random);
    // A limit that some forests keep and others do not.
    BatchDecider decider(programme, 20'000);
    if (decider.is_tabulated()) ++tabulated;
    auto applicants = random_applicants(programme, random, 300);
    applicants.insert(applicants.end(), applicants.begin(), applicants.begin() + 100);
    std::vector<std::int32_t> scores(applicants.size());
    decider.score(applicants, scores);
    expect_naive_scores(programme, encoded_singly(programme, applicants), scores);
    std::vector<std::int32_t> again(applicants.size());
    decider.score(applicants, again);
    ASSERT_EQ(again, scores);
  }
  EXPECT_GT(tabulated, 20U);
  EXPECT_LT(tabulated, 180U);
}

TEST(BatchDecider, DecidesAsTheSingleWayDoes) {
  test::Random random(6);
  for (int round = 0; round < 200; ++round) {
    const Programme programme = test::random_programme(random);
    BatchDecider decider(programme, round % 2 == 0 ? kMaxTableCells : 0);
    ASSERT_TRUE(round % 2 == 0 || !decider.is_tabulated());
    const auto applicants = random_applicants(programme, random, 300);
    std::vector<BatchDecision> decisions(applicants.size());
    decider.decide(applicants, decisions);
    for (std::size_t row = 0; row < applicants.size(); ++row) {
      const Decision expected = decide(programme, applicants[row]);
      ASSERT_EQ(decisions[row].pd_ppm, expected.pd_ppm);
      ASSERT_EQ(decisions[row].choice.outcome, expected.outcome);
      ASSERT_EQ(decisions[row].choice.basis, expected.basis);
      ASSERT_EQ(decisions[row].choice.offers, expected.offers);
    }
  }
}

TEST(BatchDecider, LooksUpARowThatComesAlone) {
  Programme programme = test::small_programme();
  BatchDecider decider(programme);
  ASSERT_TRUE(decider.is_tabulated());
  const std::vector<Applicant> applicants = {test::applicant_of({25, 50'000, 1, 1})};
  std::vector<BatchDecision> decisions(1);
  for (const char* time : {"first", "again"}) {
    decider.decide(applicants, decisions);
    EXPECT_EQ(decisions[0].pd_ppm, decide(programme, applicants[0]).pd_ppm) << time;
  }
}

TEST(BatchDecider, LeavesNothingOfAnOlderDecision) {
  const Programme programme = test::small_programme();
  BatchDecider decider(programme);
  const std::vector<Applicant> not_covered = {test::applicant_of({45, 50'000, 2, 0})};
  std::vector<BatchDecision> decisions = {{{Outcome::likely_approval, Basis::risk, 7}, 12'345}};
  decider.decide(not_covered, decisions);
  EXPECT_EQ(decisions[0].pd_ppm, std::nullopt);
  EXPECT_EQ(name(decisions[0].choice.basis), "not_covered");
  EXPECT_EQ(decisions[0].choice.offers, 0U);
}

}  // namespace
}  // namespace prescore
