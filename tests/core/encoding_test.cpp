// Answers to codes: at a cut, one above it, and what the training data did not hold.
#include "prescore/encoding.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::applicant_of;
using test::kAge;
using test::kEducation;
using test::kIncome;
using test::kJob;

Features encode_small(const std::array<std::int32_t, 4>& values) {
  const Programme programme = test::small_programme();
  return encode(programme.questionnaire, programme.encoding, applicant_of(values));
}

QuestionSet only(std::uint8_t question) { return QuestionSet{1} << question; }

TEST(Encode, CutsNumbersSoThatACutBelongsBelow) {
  struct Case {
    std::int32_t age;
    int code;
  };
  for (const auto& [age, code] : {Case{21, 1}, {24, 1}, {25, 1}, {26, 2}, {39, 2}, {40, 2}, {41, 3}, {70, 3}}) {
    const Features features = encode_small({age, 50'000, 0, 0});
    EXPECT_EQ(features.codes[kAge], code) << age;
    EXPECT_EQ(features.not_covered, 0U) << age;
  }
}

TEST(Encode, MarksNumbersOutsideTheDataAsNotCovered) {
  for (const std::int32_t age : {14, 20, 71, 100}) {
    EXPECT_EQ(encode_small({age, 50'000, 0, 0}).not_covered, only(kAge)) << age;
  }
  for (const std::int32_t income : {1, 999, 1'000'001, 100'000'000}) {
    EXPECT_EQ(encode_small({30, income, 0, 0}).not_covered, only(kIncome)) << income;
  }
}

TEST(Encode, GivesEachOptionItsCode) {
  EXPECT_EQ(encode_small({30, 50'000, 0, 0}).codes[kEducation], 1);
  EXPECT_EQ(encode_small({30, 50'000, 1, 0}).codes[kEducation], 2);
  EXPECT_EQ(encode_small({30, 50'000, 0, 1}).codes[kJob], 2);
}

TEST(Encode, MarksAnOptionThatTheDataDidNotHoldAsNotCovered) {
  const Features features = encode_small({30, 50'000, 2, 0});
  EXPECT_EQ(features.codes[kEducation], 0);
  EXPECT_EQ(features.not_covered, only(kEducation));
}

TEST(Encode, CoversAMissingAnswerOnlyWhereTheDataHeldOne) {
  const Features job = encode_small({30, 50'000, 0, kMissing});
  EXPECT_EQ(job.codes[kJob], kMissingCode);
  EXPECT_EQ(job.not_covered, 0U);
  const Features others = encode_small({kMissing, kMissing, kMissing, 0});
  EXPECT_EQ(others.codes[kAge], kMissingCode);
  EXPECT_EQ(others.not_covered, only(kAge) | only(kIncome) | only(kEducation));
}

TEST(Encode, LeavesEntriesBeyondTheQuestionnaireZero) {
  const Features features = encode_small({30, 50'000, 0, 0});
  for (std::size_t index = 4; index < kMaxQuestions; ++index) EXPECT_EQ(features.codes[index], 0);
}

TEST(Encode, ReachesTheEndsOfInt32) {
  constexpr std::int32_t kLow = std::numeric_limits<std::int32_t>::min() + 1;
  constexpr std::int32_t kHigh = std::numeric_limits<std::int32_t>::max();
  Questionnaire questionnaire{{test::number_question("wide", kLow, kHigh)}};
  FeatureEncoding feature;
  feature.cuts = {kLow, 0, kHigh - 1};
  feature.minimum_seen = kLow;
  feature.maximum_seen = kHigh;
  const Encoding encoding = {feature};
  const std::pair<std::int32_t, int> cases[] = {{kLow, 1}, {kLow + 1, 2}, {0, 2}, {1, 3}, {kHigh - 1, 3}, {kHigh, 4}};
  for (const auto& [value, code] : cases) {
    Applicant applicant;
    applicant.values[0] = value;
    EXPECT_EQ(encode(questionnaire, encoding, applicant).codes[0], code) << value;
  }
}

TEST(Encode, CountsTheCutsBelowEveryValue) {
  test::Random random(1);
  for (int round = 0; round < 200; ++round) {
    const Programme programme = test::random_programme(random);
    const Applicant applicant = test::random_applicant(programme, random);
    const Features features = encode(programme.questionnaire, programme.encoding, applicant);
    for (std::size_t index = 0; index < programme.encoding.size(); ++index) {
      const Question& question = programme.questionnaire.questions[index];
      const std::int32_t value = applicant.values[index];
      if (question.kind != QuestionKind::number || value == kMissing) continue;
      int expected = 1;
      for (const std::int32_t cut : programme.encoding[index].cuts) expected += cut < value ? 1 : 0;
      EXPECT_EQ(features.codes[index], expected);
    }
  }
}

TEST(CodeCount, CountsCutsPlusOneOrOptionsSeen) {
  const Programme programme = test::small_programme();
  const auto& questions = programme.questionnaire.questions;
  EXPECT_EQ(code_count(questions[kAge], programme.encoding[kAge]), 3U);
  EXPECT_EQ(code_count(questions[kEducation], programme.encoding[kEducation]), 2U);
  EXPECT_EQ(code_count(questions[kAge], FeatureEncoding{}), 1U);
  EXPECT_EQ(code_count(questions[kEducation], FeatureEncoding{}), 0U);
}

}  // namespace
}  // namespace prescore
