// The shipped model on named answer sets: what tests/golden/cases.json says, natively and as WebAssembly.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "prescore/evaluate.hpp"
#include "prescore/packed.hpp"
#include "prescore/reasons.hpp"
#include "support/read_file.hpp"

namespace prescore {
namespace {

// Ordered: unknown questions are reported in the order of the answers.
using Json = nlohmann::ordered_json;

/// The ids of `entries` whose bit is set in `chosen`.
template <typename Entries>
Json chosen_of(const Entries& entries, std::uint32_t chosen) {
  Json ids = Json::array();
  for (std::size_t index = 0; index < entries.size(); ++index) {
    if (((chosen >> index) & 1U) != 0) ids.push_back(entries[index].id);
  }
  return ids;
}

Json codes_of(const Programme& programme, const Applicant& applicant, QuestionSet questions) {
  Json codes = Json::array();
  for (std::size_t question = 0; question < programme.encoding.size(); ++question) {
    if (((questions >> question) & 1U) == 0) continue;
    codes.push_back(factor_code(programme, question, applicant.values[question]));
  }
  return codes;
}

/// As `Reasons` in wasm/types.ts.
Json describe(const Programme& programme, const Applicant& applicant, const Reasons& reasons) {
  Json against = Json::array();
  for (const QuestionSet questions : reasons.against) against.push_back(codes_of(programme, applicant, questions));
  Json in_favour = Json::array();
  for (const QuestionSet question : reasons.in_favour) {
    in_favour.push_back(codes_of(programme, applicant, question).front());
  }
  Json help = nullptr;
  if (reasons.help) {
    const Question& question = programme.questionnaire.questions[reasons.help->question];
    help = {{"code", change_code(question, reasons.help->answer)}, {"changesOutcome", reasons.help->changes_outcome}};
  }
  return {{"against", against}, {"inFavour", in_favour}, {"help", help}};
}

/// As `Decision` in wasm/types.ts.
Json describe(const Programme& programme, const ExplainedDecision& explained) {
  const Decision& decision = explained.decision;
  return {{"kind", "decision"},
          {"outcome", name(decision.outcome)},
          {"basis", name(decision.basis)},
          {"questions", chosen_of(programme.questionnaire.questions, decision.questions)},
          {"offers", chosen_of(programme.policy.offers, decision.offers)},
          {"pd", decision.pd_ppm ? Json(*decision.pd_ppm / 1e6) : Json(nullptr)},
          {"reasons", describe(programme, explained.applicant, explained.reasons)}};
}

/// As `Issue` in wasm/types.ts.
Json describe(const Programme& programme, const Issue& issue, const std::vector<Answer>& answers) {
  if (issue.code == IssueCode::unknown_question || issue.code == IssueCode::duplicate_question) {
    return {{"code", name(issue.code)}, {"question", answers[issue.index].question}};
  }
  const Question& question = programme.questionnaire.questions[issue.index];
  Json described = {{"code", name(issue.code)}, {"question", question.id}};
  if (issue.code == IssueCode::missing_answer || issue.code == IssueCode::unknown_option) return described;
  const double scale = std::pow(10, question.decimals);
  described["limits"] = {{"minimum", question.minimum / scale}, {"maximum", question.maximum / scale}};
  return described;
}

Json evaluation_of(const Programme& programme, Explainer& explainer, const Json& texts) {
  std::vector<Answer> answers;
  for (const auto& [question, text] : texts.items()) {
    answers.push_back({question, text.get_ref<const std::string&>()});
  }
  const auto evaluation = evaluate_with_reasons(programme, explainer, answers);
  if (evaluation.ok()) return describe(programme, evaluation.value());
  Json issues = Json::array();
  for (const Issue& issue : evaluation.error()) issues.push_back(describe(programme, issue, answers));
  return {{"kind", "issues"}, {"issues", issues}};
}

TEST(Golden, ShippedModelDecidesAsWritten) {
  const std::string packed = test::read_file(PRESCORE_MODEL_FILE);
  ASSERT_FALSE(packed.empty()) << "no " PRESCORE_MODEL_FILE ": make it with build/prescore pack";
  const auto programme = read_packed({reinterpret_cast<const std::uint8_t*>(packed.data()), packed.size()});
  ASSERT_TRUE(programme.ok()) << name(programme.error().code);
  const Json golden = Json::parse(test::read_file(PRESCORE_GOLDEN_FILE), nullptr, false);
  ASSERT_TRUE(golden.is_object()) << "no JSON in " PRESCORE_GOLDEN_FILE;
  EXPECT_EQ(golden["programme"], programme.value().id);
  ASSERT_GE(golden["cases"].size(), 50U);
  Explainer explainer(programme.value().forest, programme.value().reference);
  for (const Json& row : golden["cases"]) {
    SCOPED_TRACE(row["name"].get<std::string>());
    // Unordered on both sides: an object's order of keys means nothing.
    EXPECT_EQ(nlohmann::json(evaluation_of(programme.value(), explainer, row["answers"])),
              nlohmann::json(row["expect"]));
  }
}

}  // namespace
}  // namespace prescore
