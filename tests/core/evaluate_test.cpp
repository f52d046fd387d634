// The whole way on the small programme, whose decisions can be worked out by hand.
#include "prescore/evaluate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "prescore/check.hpp"
#include "support/naive_forest.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::applicant_of;
using test::small_programme;

constexpr QuestionSet kAgeBit = 1U << test::kAge;
constexpr QuestionSet kIncomeBit = 1U << test::kIncome;
constexpr QuestionSet kEducationBit = 1U << test::kEducation;
constexpr QuestionSet kJobBit = 1U << test::kJob;

struct Row {
  const char* title;
  std::array<std::int32_t, 4> values;
  Outcome outcome;
  Basis basis;
  QuestionSet questions;
  OfferSet offers;
  std::optional<std::int32_t> pd_ppm;
};

const std::vector<Row>& rows() {
  using enum Outcome;
  constexpr QuestionSet kAllAsked = kAgeBit | kIncomeBit | kJobBit;
  static const std::vector<Row> table = {
      {"middle income, job", {40, 50'000, 1, 0}, likely_approval, Basis::risk, kAllAsked, 0b111, 80'000},
      {"high income, job", {40, 90'001, 1, 0}, likely_approval, Basis::risk, kAllAsked, 0b111, 20'000},
      {"high income, no job", {40, 90'001, 1, 1}, likely_approval, Basis::risk, kAllAsked, 0b111, 80'000},
      {"young, job", {25, 500'000, 1, 0}, alternative_offer, Basis::risk, kAgeBit | kJobBit, 0b110, 160'000},
      {"middle income, no job", {40, 90'000, 1, 1}, alternative_offer, Basis::risk, kAllAsked, 0b100, 240'000},
      {"young, no job", {21, 50'000, 0, 1}, alternative_offer, Basis::risk, kAgeBit | kJobBit, 0b100, 320'000},
      {"job not given", {40, 50'000, 1, kMissing}, alternative_offer, Basis::risk, kAllAsked, 0b100, 240'000},
      {"degree not seen", {40, 50'000, 2, 0}, manual_review, Basis::not_covered, kEducationBit, 0, std::nullopt},
      {"age 71 not seen", {71, 50'000, 1, 0}, manual_review, Basis::not_covered, kAgeBit, 0, std::nullopt},
      {"two not seen", {40, 500, 2, 0}, manual_review, Basis::not_covered, kIncomeBit | kEducationBit, 0, std::nullopt},
      {"too young", {17, 50'000, 1, 0}, alternative_offer, Basis::eligibility, kAgeBit, 0b100, std::nullopt},
      {"too old", {76, 50'000, 2, 0}, alternative_offer, Basis::eligibility, kAgeBit, 0b100, std::nullopt},
      {"too young for any", {15, 50'000, 1, 0}, manual_review, Basis::eligibility, kAgeBit, 0, std::nullopt},
  };
  return table;
}

TEST(Decide, GivesOutcomeBasisReasonsOffersAndPd) {
  const Programme programme = small_programme();
  for (const Row& row : rows()) {
    SCOPED_TRACE(row.title);
    const Decision decision = decide(programme, applicant_of(row.values));
    EXPECT_EQ(name(decision.outcome), name(row.outcome));
    EXPECT_EQ(name(decision.basis), name(row.basis));
    EXPECT_EQ(decision.questions, row.questions);
    EXPECT_EQ(decision.offers, row.offers);
    EXPECT_EQ(decision.pd_ppm, row.pd_ppm);
  }
}

TEST(Decide, GivesThePdEvenWhereARuleExcludes) {
  Programme programme = small_programme();
  programme.policy.offers[0].eligibility = {{test::kAge, 45, 75}};
  const Decision decision = decide(programme, applicant_of({40, 50'000, 1, 0}));
  EXPECT_EQ(name(decision.basis), "eligibility");
  EXPECT_EQ(decision.pd_ppm, 80'000);
  EXPECT_EQ(decision.offers, 0b110U);
}

TEST(Decide, HoldsItsPromisesOnRandomProgrammes) {
  test::Random random(5);
  for (int round = 0; round < 500; ++round) {
    const Programme programme = test::random_programme(random);
    ASSERT_FALSE(check(programme));
    for (int row = 0; row < 20; ++row) {
      const Applicant applicant = test::random_applicant(programme, random);
      const Features features = encode(programme.questionnaire, programme.encoding, applicant);
      const Decision decision = decide(programme, applicant);
      ASSERT_EQ(decision.pd_ppm.has_value(), features.not_covered == 0);
      ASSERT_EQ(decision.offers == 0, decision.outcome == Outcome::manual_review);
      ASSERT_EQ((decision.offers & 1U) != 0, decision.outcome == approval_of(programme.policy.stage));
      if (!decision.pd_ppm) continue;
      const auto score = static_cast<std::int32_t>(test::naive_score(programme.forest, features.codes));
      ASSERT_EQ(*decision.pd_ppm, programme.pd_table.pd_ppm(score));
    }
  }
}

TEST(Evaluate, DecidesOnAnswersAsPeopleWriteThem) {
  const std::vector<Answer> answers = {
      {"stable_job", "yes"}, {"income", "50 000,99 ₽"}, {"education", "higher"}, {"age", " 40 лет"}};
  const auto evaluation = evaluate(small_programme(), answers);
  ASSERT_TRUE(evaluation.ok());
  EXPECT_EQ(name(evaluation.value().outcome), "likely_approval");
  EXPECT_EQ(evaluation.value().pd_ppm, 80'000);
}

TEST(Evaluate, ReturnsIssuesAndNoDecision) {
  const auto evaluation = evaluate(small_programme(), test::good_answers_but(test::kIncome, "many"));
  ASSERT_FALSE(evaluation.ok());
  ASSERT_EQ(evaluation.error().size(), 1U);
  EXPECT_EQ(name(evaluation.error()[0].code), "not_a_number");
  EXPECT_EQ(evaluation.error()[0].index, test::kIncome);
}

TEST(Evaluate, TreatsAgeOutsideTheRulesAsADecisionNotAnIssue) {
  for (const std::string_view age : {"14", "17", "76", "100"}) {
    const auto evaluation = evaluate(small_programme(), test::good_answers_but(test::kAge, age));
    ASSERT_TRUE(evaluation.ok()) << age;
    EXPECT_EQ(name(evaluation.value().basis), "eligibility") << age;
  }
}

}  // namespace
}  // namespace prescore
