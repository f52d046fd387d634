// A questionnaire and a policy checked by themselves, before there is a model.
#include <gtest/gtest.h>

#include "prescore/check.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::small_programme;

TEST(CheckQuestionnaire, NeedsNoModel) {
  Questionnaire questionnaire = small_programme().questionnaire;
  EXPECT_FALSE(check_questionnaire(questionnaire));
  questionnaire.questions[test::kJob].id = questionnaire.questions[test::kAge].id;
  const auto error = check_questionnaire(questionnaire);
  ASSERT_TRUE(error);
  EXPECT_EQ(name(error->code), "duplicate_name");
  EXPECT_EQ(name(error->section), "questionnaire");
  EXPECT_EQ(error->index, test::kJob);
  EXPECT_TRUE(check_questionnaire({}));
}

/// Or each answer would be asked back, and no file could hold the limits.
TEST(CheckQuestionnaire, NeedsAnAnswerThatIsPlausible) {
  Questionnaire questionnaire = small_programme().questionnaire;
  Question& age = questionnaire.questions[test::kAge];
  const auto is_fine = [&](std::int32_t minimum, std::int32_t maximum) {
    age.plausible_minimum = minimum;
    age.plausible_maximum = maximum;
    const auto error = check_questionnaire(questionnaire);
    EXPECT_TRUE(!error || error->code == ModelErrorCode::out_of_range);
    return !error;
  };
  EXPECT_TRUE(is_fine(age.maximum, age.maximum + 1));
  EXPECT_TRUE(is_fine(age.minimum - 1, age.minimum));
  EXPECT_FALSE(is_fine(age.maximum, age.minimum));
  EXPECT_FALSE(is_fine(age.maximum + 1, age.maximum + 2));
  EXPECT_FALSE(is_fine(age.minimum - 2, age.minimum - 1));
}

TEST(CheckPolicy, NeedsTheQuestionsOnly) {
  const Questionnaire questionnaire = small_programme().questionnaire;
  Policy policy = small_programme().policy;
  EXPECT_FALSE(check_policy(policy, questionnaire));
  policy.offers.back().maximum_pd_ppm = kWholePpm - 1;
  const auto error = check_policy(policy, questionnaire);
  ASSERT_TRUE(error);
  EXPECT_EQ(name(error->code), "contradictory_policy");
  EXPECT_EQ(name(error->section), "policy");
  EXPECT_EQ(error->index, policy.offers.size() - 1);
}

TEST(CheckQuestionnaire, KnowsAnAgeOfTheBanksValuesOnly) {
  Questionnaire questionnaire = small_programme().questionnaire;
  Question& income = questionnaire.questions[test::kIncome];
  const auto is_fine = [&](AnswerSource from, std::uint16_t days) {
    income.from = from;
    income.maximum_age_days = days;
    const auto error = check_questionnaire(questionnaire);
    EXPECT_TRUE(!error || (error->code == ModelErrorCode::out_of_range && error->index == test::kIncome));
    return !error;
  };
  EXPECT_TRUE(is_fine(AnswerSource::client_data, 0));
  EXPECT_TRUE(is_fine(AnswerSource::client_data, kMaxAgeDays));
  EXPECT_FALSE(is_fine(AnswerSource::client_data, kMaxAgeDays + 1));
  EXPECT_FALSE(is_fine(AnswerSource::applicant, 1));
}

/// What decides without client data is the last entry of the policy: behind three offers and two changes.
TEST(CheckPolicy, SaysWhoDecidesWithoutTheBanksDataExactlyIfTheBankIsAsked) {
  Programme programme = small_programme();
  const auto code_of = [&](const std::optional<WithoutClientData>& without) -> std::string_view {
    programme.policy.without_client_data = without;
    const auto error = check(programme);
    if (!error) return "fine";
    EXPECT_EQ(error->section, Section::policy);
    EXPECT_EQ(error->index, programme.policy.offers.size() + programme.policy.what_would_help.changes.size());
    return name(error->code);
  };
  EXPECT_EQ(code_of(std::nullopt), "fine");
  EXPECT_EQ(code_of(WithoutClientData{}), "contradictory_policy");
  programme.questionnaire.questions[test::kJob].from = AnswerSource::client_data;
  EXPECT_EQ(code_of(std::nullopt), "contradictory_policy");
  EXPECT_EQ(code_of(WithoutClientData{}), "fine");
  EXPECT_EQ(code_of(WithoutClientData{"another-card"}), "fine");
  EXPECT_EQ(code_of(WithoutClientData{"Another card"}), "malformed_name");
  EXPECT_EQ(code_of(WithoutClientData{programme.id}), "contradictory_policy");
}

TEST(CheckPolicy, RefusesRulesOfQuestionsThatAreNotThere) {
  const auto error = check_policy(small_programme().policy, {});
  ASSERT_TRUE(error);
  EXPECT_EQ(name(error->code), "out_of_range");
}

TEST(CheckParts, SayWhatTheCheckOfTheWholeSays) {
  test::Random random(16);
  for (int round = 0; round < 200; ++round) {
    Programme programme = test::random_programme(random);
    EXPECT_FALSE(check_questionnaire(programme.questionnaire)) << round;
    EXPECT_FALSE(check_policy(programme.policy, programme.questionnaire)) << round;
    Offer& offer = programme.policy.offers[random.below(programme.policy.offers.size())];
    offer.eligibility.push_back({0, 5, 4});
    const auto whole = check(programme);
    const auto part = check_policy(programme.policy, programme.questionnaire);
    ASSERT_TRUE(whole && part) << round;
    EXPECT_EQ(name(whole->code), name(part->code));
    EXPECT_EQ(whole->index, part->index);
  }
}

}  // namespace
}  // namespace prescore
