// Decisions by the core, what a challenger and the page say beside them, and their replay.
#include "service/engine/decide.hpp"

#include <gtest/gtest.h>

#include "service/engine/replay.hpp"
#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::good_texts;
using test::small_packed;

AnswerTexts good_but(std::size_t place, const std::string& text) {
  AnswerTexts texts = good_texts();
  texts[place].text = text;
  return texts;
}

Decided decided_of(const LoadedProgramme& programme, const AnswerTexts& texts) {
  return std::get<Decided>(decide(programme, texts));
}

TEST(Decide, GivesOutcomeOffersAndReasonsOfTheCore) {
  const LoadedProgramme programme(small_packed());
  const Decided decided = decided_of(programme, good_texts());
  EXPECT_EQ(decided.outcome, "likely_approval");
  EXPECT_EQ(decided.basis, "risk");
  EXPECT_EQ(decided.pd_ppm, 80'000);
  EXPECT_EQ(decided.offers, R"(["instant_card","starter_card","debit_card"])");
  const Decided declined = decided_of(programme, good_but(3, "no"));
  EXPECT_EQ(declined.outcome, "alternative_offer");
  EXPECT_EQ(Json::parse(declined.reasons)["against"].dump(), R"([["stable_job.no"]])");
}

TEST(Decide, NamesTheOutcomesOfAFinalProgramme) {
  const LoadedProgramme programme(small_packed(Stage::final));
  EXPECT_EQ(decided_of(programme, good_texts()).outcome, "approval");
  EXPECT_EQ(decided_of(programme, good_but(3, "no")).outcome, "alternative_offer");
  EXPECT_EQ(decided_of(programme, good_but(2, "degree")).outcome, "manual_review");
}

TEST(Decide, ListsAllIssuesAndQuotesNoAnswer) {
  const LoadedProgramme programme(small_packed());
  AnswerTexts texts = {{"age", "9"}, {"income", "SECRET"}, {"SECRET", "1"}, {"age", "40"}};
  const auto judged = decide(programme, texts);
  ASSERT_TRUE(std::holds_alternative<std::vector<Issue>>(judged));
  const Json issues = issues_json(programme, std::get<std::vector<Issue>>(judged));
  EXPECT_EQ(issues.size(), 6U) << issues;
  EXPECT_EQ(issues.dump().find("SECRET"), std::string::npos);
  EXPECT_EQ(issues[0]["question"], "age");
  EXPECT_EQ(issues[0]["code"], "below_minimum");
  EXPECT_EQ(issues.back()["answer"], 3);
  EXPECT_EQ(issues.back()["code"], "duplicate_question");
}

TEST(Challenge, DecidesOrCountsTheIssues) {
  const LoadedProgramme challenger(small_packed());
  const Json decided = challenge(challenger, good_texts());
  EXPECT_EQ(decided["version"], challenger.version());
  EXPECT_EQ(decided["outcome"], "likely_approval");
  EXPECT_EQ(decided["pd_ppm"], 80'000);
  EXPECT_EQ(challenge(challenger, good_but(0, "SECRET"))["issues"], 1);
  EXPECT_TRUE(challenge(challenger, good_but(2, "degree"))["pd_ppm"].is_null());
}

TEST(Compare, ComputesThePageOutcomeUnderThePageVersion) {
  Catalogue catalogue;
  const auto page = std::make_shared<const LoadedProgramme>(small_packed());
  const auto bank = std::make_shared<const LoadedProgramme>(small_packed(Stage::final));
  for (const auto& each : {page, bank}) catalogue.versions[each->version()] = each;
  ASSERT_NE(page->version(), bank->version());
  const auto of = [&](const std::string& outcome, const std::string& version) {
    return compare(Hint{outcome, version}, catalogue, good_texts());
  };
  EXPECT_EQ(of("likely_approval", page->version()), "agrees");
  EXPECT_EQ(of("manual_review", page->version()), "differs") << "a forged outcome";
  EXPECT_EQ(of("approval", page->version()), "differs") << "the page's word is preliminary";
  EXPECT_EQ(of("likely_approval", "sha256:" + std::string(64, '0')), "other_version") << "a stale page";
  EXPECT_EQ(compare(std::nullopt, catalogue, good_texts()), "absent");
}

TEST(Compare, AnswersThatOnlyTheBankAsksForDoNotCountAgainstThePage) {
  Catalogue catalogue;
  const auto page = std::make_shared<const LoadedProgramme>(small_packed());
  catalogue.versions[page->version()] = page;
  AnswerTexts texts = good_texts();
  texts.push_back({"region_rating", "55"});
  EXPECT_EQ(compare(Hint{"likely_approval", page->version()}, catalogue, texts), "agrees");
}

/// What the service would have recorded for these answers.
StoredDecision recorded_with(const LoadedProgramme& programme, const std::string& answers) {
  AnswerTexts texts;
  const Json json = Json::parse(answers);
  for (const auto& [question, text] : json.items()) texts.push_back({question, text});
  const Decided decided = decided_of(programme, texts);
  StoredDecision stored;
  stored.decision.version = programme.version();
  stored.decision.outcome = decided.outcome;
  stored.decision.basis = decided.basis;
  stored.decision.pd_ppm = decided.pd_ppm.value_or(-1);
  stored.decision.answer = "{" + members_of(decided) + "}";
  stored.decision.personal.answers = answers;
  stored.decision.personal.enrichment = "{}";
  return stored;
}

class ReplayOf : public testing::Test {
 protected:
  ReplayOf() : programme_(std::make_shared<const LoadedProgramme>(small_packed())) {
    catalogue_.versions[programme_->version()] = programme_;
    stored_ = recorded_with(*programme_, test::kGoodAnswers);
  }
  [[nodiscard]] std::string difference() const { return replay_of(stored_, catalogue_).difference; }

  ProgrammeHandle programme_;
  Catalogue catalogue_;
  StoredDecision stored_;
};

TEST_F(ReplayOf, FindsTheSameDecision) { EXPECT_TRUE(replay_of(stored_, catalogue_).is_identical()); }

TEST_F(ReplayOf, NamesTheFirstPartThatDiffers) {
  const StoredDecision whole = stored_;
  stored_.decision.outcome = "manual_review";
  EXPECT_EQ(difference(), "outcome");
  stored_ = whole;
  stored_.decision.basis = "eligibility";
  EXPECT_EQ(difference(), "basis");
  stored_ = whole;
  ++stored_.decision.pd_ppm;
  EXPECT_EQ(difference(), "pd_ppm");
  const std::pair<const char*, Json> parts[] = {
      {"outcome", "manual_review"}, {"basis", "eligibility"}, {"offers", Json::array()}, {"reasons", Json::object()}};
  for (const auto& [name, value] : parts) {
    stored_ = whole;
    Json answer = Json::parse(whole.decision.answer);
    answer[name] = value;
    stored_.decision.answer = answer.dump();
    EXPECT_EQ(difference(), name);
  }
  stored_ = whole;
  stored_.decision.personal.answers = R"({"age":"nobody"})";
  EXPECT_EQ(difference(), "issues");
  stored_ = whole;
  stored_.decision.version = "sha256:gone";
  EXPECT_EQ(difference(), "version");
}

TEST_F(ReplayOf, SaysThatInputsWereErased) {
  stored_.is_erased = true;
  stored_.decision.personal = {};
  EXPECT_EQ(replay_of(stored_, catalogue_).kind, Replay::Kind::inputs_erased);
}

}  // namespace
}  // namespace prescore::service
