// What would help: which of the policy's changes is told, and which is not.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "prescore/check.hpp"
#include "prescore/evaluate.hpp"
#include "prescore/reasons.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::applicant_of;
using test::kEducation;
using test::kIncome;
using test::kJob;
using test::small_programme;

constexpr RealisticChange kFindAJob = {kJob, 1, 0, 0};
constexpr RealisticChange kEarnHalfMore = {kIncome, 0, 0, 50};

Programme helpful_programme() {
  Programme programme = small_programme();
  programme.policy.what_would_help.shown = true;
  return programme;
}

Programme with_changes(const std::vector<RealisticChange>& changes) {
  Programme programme = helpful_programme();
  programme.policy.what_would_help.changes = changes;
  return programme;
}

std::optional<Help> help_for(const Programme& programme, const std::array<std::int32_t, 4>& values) {
  Explainer explainer(programme.forest, programme.reference);
  return decide_with_reasons(programme, explainer, applicant_of(values)).reasons.help;
}

/// "stable_job.yes"; "" where there is none.
std::string told(const Programme& programme, const std::optional<Help>& help) {
  return help ? change_code(programme.questionnaire.questions[help->question], help->answer) : "";
}

TEST(FindHelp, IsSilentUnlessThePolicySpeaks) {
  EXPECT_FALSE(help_for(small_programme(), {45, 50'000, 1, 1}));
  EXPECT_TRUE(help_for(helpful_programme(), {45, 50'000, 1, 1}));
}

TEST(FindHelp, TakesTheFirstChangeThatOpensABetterOffer) {
  const Programme programme = helpful_programme();
  const auto help = help_for(programme, {45, 50'000, 1, 1});
  ASSERT_TRUE(help);
  EXPECT_EQ(told(programme, help), "stable_job.yes");
  EXPECT_TRUE(help->changes_outcome);
}

TEST(FindHelp, StaysWithTheFirstOfSeveralThatOpenABetterOffer) {
  // Out of work at 60,001 a month: a job opens the first card, and half as much again opens it too.
  Programme programme = with_changes({kFindAJob, kEarnHalfMore});
  programme.pd_table.knots = {{350, 80'000}, {550, 300'000}};
  const std::array<std::int32_t, 4> both_help = {45, 60'001, 1, 1};
  EXPECT_EQ(told(programme, help_for(programme, both_help)), "stable_job.yes");
  programme.policy.what_would_help.changes = {kEarnHalfMore, kFindAJob};
  EXPECT_EQ(told(programme, help_for(programme, both_help)), "income.rise");
  programme.policy.what_would_help.changes = {kFindAJob};
  EXPECT_TRUE(help_for(programme, both_help)->changes_outcome);
}

TEST(FindHelp, StaysWithTheFirstOfSeveralThatOnlyLowerThePd) {
  Programme programme = with_changes({kFindAJob, kEarnHalfMore});
  programme.policy.offers[0].maximum_pd_ppm = 10'000;
  programme.policy.offers[1].maximum_pd_ppm = 10'000;
  const auto help = help_for(programme, {45, 60'001, 1, 1});
  ASSERT_TRUE(help);
  EXPECT_EQ(told(programme, help), "stable_job.yes");
  EXPECT_FALSE(help->changes_outcome);
}

TEST(FindHelp, GoesByTheSmallestRiseThatIsRealistic) {
  const Programme programme = with_changes({kEarnHalfMore});
  // By half: from 50,000 no further than 75,000, from 60,000 just to 90,000, from 60,001 above the cut.
  EXPECT_FALSE(help_for(programme, {45, 50'000, 1, 1}));
  EXPECT_FALSE(help_for(programme, {45, 60'000, 1, 1}));
  for (const std::int32_t income : {60'001, 89'999, 90'000}) {
    const auto help = help_for(programme, {45, income, 1, 1});
    ASSERT_TRUE(help) << income;
    EXPECT_EQ(told(programme, help), "income.rise") << income;
    EXPECT_EQ(help->answer, 90'001) << income;
  }
  EXPECT_FALSE(help_for(programme, {45, 90'001, 1, 1})) << "no cut above";
}

TEST(FindHelp, PassesOverChangesThatAreNotTheApplicants) {
  // No rise of half leads over a cut; nobody changes an answer that was not given; from school it is not a change.
  for (const RealisticChange& other : {kEarnHalfMore, RealisticChange{kEducation, 0, 1, 0}}) {
    const Programme programme = with_changes({other, kFindAJob});
    EXPECT_EQ(told(programme, help_for(programme, {45, 50'000, 1, 1})), "stable_job.yes");
  }
  const Programme programme = with_changes({kFindAJob, kEarnHalfMore});
  EXPECT_EQ(told(programme, help_for(programme, {45, 60'001, 1, kMissing})), "income.rise");
}

TEST(FindHelp, PassesOverChangesThatDoNotLowerThePd) {
  // The forest does not ask for education, and the data held no degree.
  for (const std::uint8_t to : {std::uint8_t{0}, std::uint8_t{2}}) {
    const RealisticChange learn = {kEducation, 1, to, 0};
    const Programme alone = with_changes({learn});
    EXPECT_FALSE(help_for(alone, {45, 50'000, 1, 1})) << int{to};
    const Programme programme = with_changes({learn, kFindAJob});
    EXPECT_EQ(told(programme, help_for(programme, {45, 50'000, 1, 1})), "stable_job.yes") << int{to};
  }
}

TEST(FindHelp, DoublesNoAnswerThatWasNotGiven) {
  // A missing answer stands for the lowest number of all: twice as much would be 0, far above the cut at -500.
  Programme programme = with_changes({{kIncome, 0, 0, 100}});
  programme.questionnaire.questions[kIncome].minimum = -1'000'000;
  programme.encoding[kIncome].minimum_seen = -1'000;
  programme.encoding[kIncome].cuts = {-500, 90'000};
  programme.encoding[kIncome].missing_seen = true;
  programme.forest.trees[0].nodes[2].span = 1;
  ASSERT_FALSE(check(programme));
  EXPECT_EQ(told(programme, help_for(programme, {45, -500, 1, 1})), "income.rise");
  EXPECT_FALSE(help_for(programme, {45, kMissing, 1, 1}));
}

TEST(FindHelp, SaysWhereTheOutcomeWouldStay) {
  Programme programme = helpful_programme();
  programme.policy.offers[0].maximum_pd_ppm = 10'000;
  programme.policy.offers[1].maximum_pd_ppm = 10'000;
  const auto help = help_for(programme, {45, 50'000, 1, 1});
  ASSERT_TRUE(help);
  EXPECT_FALSE(help->changes_outcome);
}

TEST(FindHelp, HasNothingToSayToWhomTheProgrammeIsOpen) {
  EXPECT_FALSE(help_for(helpful_programme(), {45, 50'000, 1, 0}));
}

}  // namespace
}  // namespace prescore
