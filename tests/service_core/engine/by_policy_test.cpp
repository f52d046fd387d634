// Who decides with client data and without them, and the same again from the record.
#include "service/engine/by_policy.hpp"

#include <gtest/gtest.h>

#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using Status = ClientData::Status;
using test::asking_packed;
using test::good_data;
using test::short_packed;

constexpr Moment kNow = 1'800'000'000'000'000;

const AnswerTexts kAnswers = {{"age", "40"}, {"education", "higher"}};

class DecideByPolicy : public testing::Test {
 protected:
  DecideByPolicy() {
    for (const std::string& packed : {asking_packed(), short_packed()}) add(packed);
    asked_ = catalogue_.programmes["small-card"].active;
  }
  void add(const std::string& packed) {
    const auto loaded = std::make_shared<const LoadedProgramme>(packed);
    catalogue_.programmes[loaded->programme().id].active = loaded;
    catalogue_.versions[loaded->version()] = loaded;
  }
  void ask_with(const std::string& other) {
    add(asking_packed(other));
    asked_ = catalogue_.programmes["small-card"].active;
  }
  [[nodiscard]] ByPolicy decided(const ClientData& data, const AnswerTexts& answers = kAnswers) const {
    return std::get<ByPolicy>(decide_by_policy(catalogue_, asked_, answers, data, kNow));
  }
  /// As a replay computes it, from what is recorded.
  [[nodiscard]] std::optional<Decided> again(const ByPolicy& made) const {
    const ClientData recorded = read_enrichment(enrichment_text(made.data, std::nullopt));
    return decide_recorded(*made.version, answers_to(made.version->programme().questionnaire, kAnswers), recorded,
                           kNow);
  }
  void expect_same_again(const ByPolicy& made) const {
    const auto replayed = again(made);
    ASSERT_TRUE(replayed);
    EXPECT_EQ(members_of(*replayed), members_of(made.decided));
    EXPECT_EQ(replayed->pd_ppm, made.decided.pd_ppm);
  }

  Catalogue catalogue_;
  ProgrammeHandle asked_;
};

TEST_F(DecideByPolicy, UsesAnswersAndClientDataTogether) {
  const ByPolicy made = decided(good_data(kNow));
  EXPECT_EQ(made.decided.outcome, "approval");
  EXPECT_EQ(made.decided.pd_ppm, 80'000);
  EXPECT_EQ(made.data.status, Status::found);
  EXPECT_EQ(made.version, asked_);
  expect_same_again(made);
  // The reasons name the bank's questions, too.
  ClientData jobless = good_data(kNow);
  jobless.values[1].text = "no";
  const ByPolicy declined = decided(jobless);
  EXPECT_EQ(declined.decided.outcome, "alternative_offer");
  EXPECT_NE(declined.decided.reasons.find("stable_job.no"), std::string::npos);
  expect_same_again(declined);
}

TEST_F(DecideByPolicy, TakesAMissingValueAsTheTrainingDataDid) {
  // The training data had people without a job's answer, but none without an income.
  ClientData data = good_data(kNow);
  data.values.pop_back();
  EXPECT_EQ(decided(data).decided.basis, "risk");
  data.values.clear();
  const ByPolicy made = decided(data);
  EXPECT_EQ(made.decided.outcome, "manual_review");
  EXPECT_EQ(made.decided.basis, "not_covered");
  EXPECT_EQ(made.data.status, Status::found);
  expect_same_again(made);
}

TEST_F(DecideByPolicy, LetsAPersonDecideWithoutClientData) {
  for (const Status status : {Status::not_found, Status::unavailable, Status::not_needed}) {
    ClientData data;
    data.status = status;
    const ByPolicy made = decided(data);
    EXPECT_EQ(made.decided.outcome, "manual_review");
    EXPECT_EQ(made.decided.basis, "no_client_data");
    EXPECT_EQ(made.decided.pd_ppm, std::nullopt);
    EXPECT_EQ(made.decided.offers, "[]");
    EXPECT_EQ(made.version, asked_);
    EXPECT_EQ(made.data.status, status == Status::not_needed ? Status::unavailable : status);
    expect_same_again(made);
  }
}

TEST_F(DecideByPolicy, JudgesTheAgeOfTheValuesThatHaveOne) {
  EXPECT_EQ(decided(good_data(kNow, 30)).data.status, Status::found);
  ClientData data = good_data(kNow, 30);
  --*data.as_of;
  const ByPolicy stale = decided(data);
  EXPECT_EQ(stale.data.status, Status::stale);
  EXPECT_EQ(stale.decided.basis, "no_client_data");
  EXPECT_EQ(stale.data.values.size(), 2U) << "what was too old is recorded";
  expect_same_again(stale);
  // Nobody says how old they are.
  data.as_of.reset();
  EXPECT_EQ(decided(data).data.status, Status::stale);
  // Only the job is known, and it may be of any age.
  data.values = {{"stable_job", "yes"}, {"income", " "}};
  EXPECT_EQ(decided(data).data.status, Status::found);
  // The clock of the bank's database may be ahead of ours.
  EXPECT_EQ(decided(good_data(kNow, -1)).data.status, Status::found);
}

TEST_F(DecideByPolicy, TakesWrongValuesAsNoneAndNamesTheirConnector) {
  for (const auto& [question, text] : std::vector<std::pair<std::string, std::string>>{
           {"income", "0"}, {"income", "lots"}, {"stable_job", "maybe"}, {"income", "\xff"}}) {
    ClientData data = good_data(kNow);
    data.calls.insert(data.calls.begin(), {"bureau", "timeout", 3, 900});
    for (ClientValue& value : data.values) value.text = value.question == question ? text : value.text;
    const ByPolicy made = decided(data);
    EXPECT_EQ(made.data.status, Status::unavailable) << text;
    EXPECT_EQ(made.decided.basis, "no_client_data");
    ASSERT_EQ(made.data.calls.size(), 2U);
    EXPECT_EQ(made.data.calls[0].outcome, "timeout");
    EXPECT_EQ(made.data.calls[1].outcome, kWrongValues);
    expect_same_again(made);
  }
  ClientData twice = good_data(kNow);
  twice.values.push_back({"income", "60000"});
  EXPECT_EQ(decided(twice).data.status, Status::unavailable);
}

TEST_F(DecideByPolicy, ReturnsTheIssuesOfTheAnswersWhateverTheDataAre) {
  for (const Status status : {Status::found, Status::not_found}) {
    ClientData data = good_data(kNow);
    data.status = status;
    data.values[0].text = "lots";
    const auto judged = decide_by_policy(catalogue_, asked_, {{"age", "9"}, {"income", "50000"}}, data, kNow);
    const auto& issues = std::get<std::vector<Issue>>(judged);
    ASSERT_EQ(issues.size(), 3U);
    EXPECT_EQ(issues[1].code, IssueCode::not_from_applicant);
    EXPECT_EQ(issues_of(*asked_, {{"age", "9"}, {"income", "50000"}})->size(), 3U);
  }
  EXPECT_FALSE(issues_of(*asked_, kAnswers));
}

TEST_F(DecideByPolicy, LetsAnotherProgrammeDecideOutOfTheAnswersAlone) {
  ask_with("other-card");
  ClientData none;
  none.status = Status::not_found;
  const ByPolicy made = decided(none);
  EXPECT_EQ(made.version->programme().id, "other-card");
  EXPECT_EQ(made.decided.outcome, "approval");
  EXPECT_EQ(made.decided.pd_ppm, 65'000);
  EXPECT_EQ(made.data.status, Status::not_found);
  expect_same_again(made);
  EXPECT_EQ(decided(good_data(kNow)).version, asked_);
}

TEST_F(DecideByPolicy, LetsAPersonDecideWhereTheOtherProgrammeCannot) {
  ClientData none;
  none.status = Status::not_found;
  const auto expect_person = [&](const char* why) {
    const ByPolicy made = decided(none);
    EXPECT_EQ(made.decided.basis, "no_client_data") << why;
    EXPECT_EQ(made.version, asked_) << why;
    expect_same_again(made);
  };
  ask_with("no-card");
  expect_person("there is none");
  ask_with("other-card");
  catalogue_.programmes["other-card"].active = nullptr;
  expect_person("it is withdrawn");
  catalogue_.programmes["other-card"].active = asked_;
  expect_person("it asks the bank itself");
  catalogue_.programmes["other-card"].active = std::make_shared<const LoadedProgramme>(test::small_packed());
  expect_person("it asks for more than was answered");
}

TEST_F(DecideByPolicy, AsksNothingOfTheBankWhereTheProgrammeDoesNot) {
  const auto plain = std::make_shared<const LoadedProgramme>(test::small_packed());
  const auto judged = decide_by_policy(catalogue_, plain, test::good_texts(), good_data(kNow), kNow);
  EXPECT_EQ(std::get<ByPolicy>(judged).data.status, Status::not_needed);
  EXPECT_EQ(std::get<ByPolicy>(judged).decided.outcome, "likely_approval");
}

TEST_F(DecideByPolicy, LetsAChallengerUseTheSameData) {
  const auto challenger = catalogue_.programmes["small-card"].active;
  const Json with = challenge_by_policy(catalogue_, challenger, kAnswers, good_data(kNow), kNow);
  EXPECT_EQ(with["outcome"], "approval");
  EXPECT_EQ(with["pd_ppm"], 80'000);
  const Json without = challenge_by_policy(catalogue_, challenger, kAnswers, {}, kNow);
  EXPECT_EQ(without["outcome"], "manual_review");
  EXPECT_TRUE(without["pd_ppm"].is_null());
  EXPECT_EQ(challenge_by_policy(catalogue_, challenger, {{"age", "9"}}, good_data(kNow), kNow)["issues"], 2);
}

TEST_F(DecideByPolicy, ShowsTheApplicantOfARecordedDecision) {
  const auto applicant = recorded_applicant(*asked_, kAnswers, good_data(kNow), kNow);
  ASSERT_TRUE(applicant);
  EXPECT_EQ(applicant->values[1], 50'000);
  EXPECT_EQ(applicant->values[3], 0);
  EXPECT_FALSE(recorded_applicant(*asked_, kAnswers, {}, kNow));
}

}  // namespace
}  // namespace prescore::service
