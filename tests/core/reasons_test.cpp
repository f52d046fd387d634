// Reasons on the small programme, whose contributions can be worked out by hand, and their promises on random ones.
#include "prescore/reasons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <string>
#include <vector>

#include "prescore/evaluate.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::applicant_of;
using test::small_programme;

ExplainedDecision explain(const Programme& programme, const std::array<std::int32_t, 4>& values) {
  Explainer explainer(programme.forest, programme.reference);
  return decide_with_reasons(programme, explainer, applicant_of(values));
}

/// "age.lower+income.lower stable_job.no"
std::string words(const Programme& programme, const Applicant& applicant, const ReasonList& reasons) {
  std::string text;
  for (const QuestionSet reason : reasons) {
    text += text.empty() ? "" : " ";
    for (QuestionSet left = reason; left != 0; left &= left - 1) {
      const auto question = static_cast<std::size_t>(std::countr_zero(left));
      text += (left == reason ? "" : "+") + factor_code(programme, question, applicant.values[question]);
    }
  }
  return text;
}

struct ExpectedReasons {
  const char* title;
  std::array<std::int32_t, 4> values;
  const char* against;
  const char* in_favour;
};

TEST(FindReasons, NamesWhatRaisedTheRiskAndWhatLoweredIt) {
  const Programme programme = small_programme();
  const std::vector<ExpectedReasons> rows = {
      {"young, job", {25, 50'000, 1, 0}, "age.lower", "stable_job.yes"},
      {"young, no job", {21, 50'000, 1, 1}, "age.lower stable_job.no", ""},
      {"middle income, no job", {45, 50'000, 1, 1}, "stable_job.no", ""},
      {"job not given", {45, 50'000, 1, kMissing}, "stable_job.missing", ""},
      {"high income, job", {45, 90'001, 1, 0}, "", "income.higher stable_job.yes"},
      {"not covered", {45, 50'000, 2, 1}, "", ""},
      {"excluded by a rule", {17, 50'000, 1, 1}, "", ""},
  };
  for (const ExpectedReasons& row : rows) {
    SCOPED_TRACE(row.title);
    const ExplainedDecision explained = explain(programme, row.values);
    EXPECT_EQ(words(programme, explained.applicant, explained.reasons.against), row.against);
    EXPECT_EQ(words(programme, explained.applicant, explained.reasons.in_favour), row.in_favour);
  }
}

TEST(FindReasons, LeavesOutAnAnswerWhoseReplacementAloneDoesNotLowerThePd) {
  // From 600 on the PD is flat: without the youth the score falls from 650 to 550, without the missing job to 450.
  Programme programme = small_programme();
  programme.pd_table.knots = {{150, 20'000}, {550, 320'000}};
  const ExplainedDecision explained = explain(programme, {25, 50'000, 1, 1});
  EXPECT_EQ(words(programme, explained.applicant, explained.reasons.against), "stable_job.no");
}

TEST(FindReasons, GivesThePairWhereNoSingleAnswerLowersThePd) {
  Programme programme = small_programme();
  programme.pd_table.knots = {{150, 20'000}, {400, 200'000}};
  const ExplainedDecision explained = explain(programme, {25, 50'000, 1, 1});
  EXPECT_EQ(words(programme, explained.applicant, explained.reasons.against), "age.lower+stable_job.no");
}

TEST(FindReasons, GivesNothingWhereNoAnswerCanLowerThePd) {
  Programme programme = small_programme();
  programme.pd_table.knots = {{0, 160'000}};
  EXPECT_TRUE(explain(programme, {25, 50'000, 1, 1}).reasons.against.empty());
}

bool lowers_pd(const Programme& programme, const ExplainedDecision& explained, QuestionSet replaced) {
  Applicant other = explained.applicant;
  for (std::size_t question = 0; question < programme.reference.answers.size(); ++question) {
    if (((replaced >> question) & 1U) != 0) other.values[question] = programme.reference.answers[question];
  }
  return *decide(programme, other).pd_ppm < *explained.decision.pd_ppm;
}

TEST(FindReasons, HoldsItsPromisesOnRandomProgrammes) {
  test::Random random(31);
  int with_reasons = 0;
  int with_pairs = 0;
  for (int round = 0; round < 1500; ++round) {
    const Programme programme = test::random_programme(random);
    Explainer explainer(programme.forest, programme.reference);
    for (int row = 0; row < 20; ++row) {
      const Applicant applicant = test::random_covered_applicant(programme, random);
      const ExplainedDecision explained = decide_with_reasons(programme, explainer, applicant);
      const Explanation explanation = explainer.explain(encode(programme.questionnaire, programme.encoding, applicant));
      ASSERT_LE(explained.reasons.against.size(), kMaxReasons);
      ASSERT_LE(explained.reasons.in_favour.size(), kMaxReasons);
      ASSERT_TRUE(explained.decision.basis == Basis::risk || explained.reasons.against.empty());
      std::int64_t before = std::numeric_limits<std::int64_t>::max();
      for (const QuestionSet reason : explained.reasons.against) {
        std::int64_t sum = 0;
        for (QuestionSet left = reason; left != 0; left &= left - 1) {
          const std::int64_t one = explanation.contributions[static_cast<std::size_t>(std::countr_zero(left))];
          ASSERT_GT(one, 0);
          sum += one;
        }
        ASSERT_TRUE(lowers_pd(programme, explained, reason));
        ASSERT_LE(sum, before);
        before = sum;
        ++(std::popcount(reason) == 1 ? with_reasons : with_pairs);
        ASSERT_TRUE(std::popcount(reason) == 1 || explained.reasons.against.size() == 1);
      }
      for (const QuestionSet question : explained.reasons.in_favour) {
        ASSERT_LT(explanation.contributions[static_cast<std::size_t>(std::countr_zero(question))], 0);
        ASSERT_FALSE(lowers_pd(programme, explained, question));
      }
    }
  }
  EXPECT_GT(with_reasons, 1000);
  EXPECT_GT(with_pairs, 0);
}

/// Reasons by contributions that are given: age, income, education, job.
Reasons reasons_by(const Programme& programme, const Decision& decision,
                   const std::array<std::int64_t, 4>& contributions) {
  Explanation explanation;
  std::copy(contributions.begin(), contributions.end(), explanation.contributions.begin());
  const Applicant applicant = applicant_of({25, 50'000, 1, 1});
  const Features features = encode(programme.questionnaire, programme.encoding, applicant);
  return find_reasons(programme, applicant, features, decision, explanation);
}

TEST(FindReasons, TakesThePairThatAddsMostAndAmongEqualsTheEarlier) {
  // The PD falls only from the last point of the score: with the youth and the missing job replaced, or with either and
  // the income.
  Programme programme = small_programme();
  const Applicant applicant = applicant_of({25, 50'000, 1, 1});
  programme.reference.answers = {41, 95'000, 1, 0};
  programme.pd_table.knots = {{150, 20'000}, {400, 200'000}};
  const Decision decision = decide(programme, applicant);
  const auto pair_by = [&](const std::array<std::int64_t, 4>& contributions) {
    return words(programme, applicant, reasons_by(programme, decision, contributions).against);
  };
  EXPECT_EQ(pair_by({5, 3, 0, 5}), "age.lower+stable_job.no");
  EXPECT_EQ(pair_by({5, 6, 0, 3}), "age.lower+income.lower");
  EXPECT_EQ(pair_by({5, 5, 0, 5}), "age.lower+income.lower");
  EXPECT_EQ(pair_by({1, 0, 0, 1}), "age.lower+stable_job.no");
  EXPECT_EQ(pair_by({5, 0, 0, 0}), "");
  EXPECT_EQ(pair_by({0, 5, 0, 5}), "") << "neither helps while the applicant is young";
}

TEST(FindReasons, GivesNoneWhereTheForestHadNoSay) {
  const Programme programme = small_programme();
  Decision decision = decide(programme, applicant_of({25, 50'000, 1, 1}));
  ASSERT_FALSE(reasons_by(programme, decision, {5, 0, 0, 5}).against.empty());
  decision.basis = Basis::eligibility;
  const Reasons reasons = reasons_by(programme, decision, {5, -5, 0, 5});
  EXPECT_TRUE(reasons.against.empty());
  EXPECT_TRUE(reasons.in_favour.empty());
  EXPECT_FALSE(reasons.help);
}

TEST(FactorCodes, AreThoseThatAnswersCanHave) {
  const Programme programme = small_programme();
  EXPECT_EQ(factor_codes(programme.questionnaire.questions[test::kAge]),
            (std::vector<std::string>{"age.lower", "age.higher"}));
  EXPECT_EQ(factor_codes(programme.questionnaire.questions[test::kJob]),
            (std::vector<std::string>{"stable_job.yes", "stable_job.no"}));
  EXPECT_EQ(factor_code(programme, test::kAge, 40), "age.lower");
  EXPECT_EQ(factor_code(programme, test::kAge, 41), "age.higher");
  EXPECT_EQ(factor_of(programme, test::kAge, kMissing), -1);
  EXPECT_EQ(factor_of(programme, test::kJob, kMissing), -1);
  EXPECT_EQ(factor_code(programme, test::kJob, kMissing), "stable_job.missing");
}

}  // namespace
}  // namespace prescore
