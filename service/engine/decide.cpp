#include "service/engine/decide.hpp"

#include "prescore/evaluate.hpp"
#include "service/base/json_text.hpp"

namespace prescore::service {
namespace {

/// Room for the texts of most decisions, so that they do not move while they grow.
constexpr std::size_t kUsualOffers = 120;
constexpr std::size_t kUsualReasons = 400;

void append_reasons(std::string& json, const Programme& programme, const Applicant& applicant,
                    const ReasonList& reasons) {
  json += '[';
  for (const QuestionSet questions : reasons) {
    json += json.back() == '[' ? "[" : ",[";
    for (std::size_t question = 0; question < programme.questionnaire.questions.size(); ++question) {
      if ((questions >> question & 1U) == 0) continue;
      if (json.back() != '[') json += ',';
      append_json(json, factor_code(programme, question, applicant.values[question]));
    }
    json += ']';
  }
  json += ']';
}

std::string offers_text(const Programme& programme, const Decision& decision) {
  std::string json;
  json.reserve(kUsualOffers);
  json += '[';
  for (std::size_t offer = 0; offer < programme.policy.offers.size(); ++offer) {
    if ((decision.offers >> offer & 1U) == 0) continue;
    if (json.size() > 1) json += ',';
    append_json(json, programme.policy.offers[offer].id);
  }
  json += ']';
  return json;
}

}  // namespace

std::vector<Answer> answers_of(const AnswerTexts& texts) {
  std::vector<Answer> answers;
  answers.reserve(texts.size());
  for (const auto& [question, text, confirmed] : texts) answers.push_back({question, text, confirmed});
  return answers;
}

Decided decided_of(const Programme& programme, const ExplainedDecision& explained) {
  const auto& [applicant, decision, reasons] = explained;
  Decided decided;
  decided.outcome = name(decision.outcome);
  decided.basis = name(decision.basis);
  decided.pd_ppm = decision.pd_ppm;
  decided.offers = offers_text(programme, decision);
  decided.reasons.reserve(kUsualReasons);
  decided.reasons.append("{\"against\":");
  append_reasons(decided.reasons, programme, applicant, reasons.against);
  decided.reasons += ",\"in_favour\":";
  append_reasons(decided.reasons, programme, applicant, reasons.in_favour);
  decided.reasons += '}';
  return decided;
}

std::variant<Decided, std::vector<Issue>> decide(const LoadedProgramme& loaded, const AnswerTexts& texts) {
  const Programme& programme = loaded.programme();
  const std::vector<Answer> answers = answers_of(texts);
  const auto explained = evaluate_with_reasons(programme, loaded.explainer(), answers);
  if (!explained.ok()) return explained.error();
  return decided_of(programme, explained.value());
}

std::string members_of(const Decided& decided) {
  std::string json;
  append_members(json, decided);
  return json;
}

void append_members(std::string& json, const Decided& decided) {
  append_json(json.append("\"outcome\":"), decided.outcome);
  append_json(json.append(",\"basis\":"), decided.basis);
  json.append(",\"offers\":").append(decided.offers).append(",\"reasons\":").append(decided.reasons);
}

Json challenge(const LoadedProgramme& challenger, const AnswerTexts& texts) {
  const std::vector<Answer> answers = answers_of(texts);
  const auto decision = evaluate(challenger.programme(), answers);
  Json json = {{"version", challenger.version()}};
  if (!decision.ok()) {
    json["issues"] = decision.error().size();
    return json;
  }
  json["outcome"] = name(decision.value().outcome);
  json["pd_ppm"] = decision.value().pd_ppm ? Json(*decision.value().pd_ppm) : Json(nullptr);
  return json;
}

std::string compare(const std::optional<Hint>& hint, const Catalogue& catalogue, const AnswerTexts& texts) {
  if (!hint) return "absent";
  const auto known = catalogue.versions.find(hint->version);
  if (known == catalogue.versions.end()) return "other_version";
  // The page asked what its own questionnaire asks; the bank's programme may ask more.
  const Questionnaire& asked = known->second->programme().questionnaire;
  std::vector<Answer> answers;
  for (const auto& [question, text, confirmed] : texts) {
    for (const Question& each : asked.questions) {
      // What is not plausible it asked back about, before it showed an outcome.
      if (each.id == question) answers.push_back({question, text, true});
    }
  }
  const auto decision = evaluate(known->second->programme(), answers);
  return decision.ok() && name(decision.value().outcome) == hint->outcome ? "agrees" : "differs";
}

Json issues_json(const LoadedProgramme& programme, const std::vector<Issue>& issues) {
  Json list = Json::array();
  for (const Issue& issue : issues) {
    const bool is_of_answer = issue.code == IssueCode::unknown_question || issue.code == IssueCode::duplicate_question;
    Json json;
    if (is_of_answer) {
      json["answer"] = issue.index;
    } else {
      json["question"] = programme.programme().questionnaire.questions[issue.index].id;
    }
    json["code"] = name(issue.code);
    json["meaning"] = meaning(issue.code);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace prescore::service
