#include "service/engine/by_policy.hpp"

#include <algorithm>
#include <utility>

#include "prescore/plain_values.hpp"

namespace prescore::service {
namespace {

constexpr Moment kDay = Moment{24} * 3600 * 1'000'000;

std::vector<PlainValue> plain_values(const ClientData& data) {
  std::vector<PlainValue> values;
  values.reserve(data.values.size());
  for (const ClientValue& value : data.values) values.push_back({value.question, value.text});
  return values;
}

bool is_known(const ClientData& data, const std::string& question) {
  return std::ranges::any_of(data.values, [&question](const ClientValue& value) {
    return value.question == question && value.text.find_first_not_of(" \t\r\n") != std::string::npos;
  });
}

/// Whether a value that is there is older than its question allows.
bool is_stale(const Questionnaire& questionnaire, const ClientData& data, Moment now) {
  return std::ranges::any_of(questionnaire.questions, [&](const Question& question) {
    if (question.maximum_age_days == 0 || !is_known(data, question.id)) return false;
    return !data.as_of || now - *data.as_of > question.maximum_age_days * kDay;
  });
}

/// Notes at the call that gave the values that they are wrong.
void mark_wrong(ClientData& data) {
  data.status = ClientData::Status::unavailable;
  const auto call = std::find_if(data.calls.rbegin(), data.calls.rend(),
                                 [&data](const ConnectorCall& made) { return made.connector == data.source; });
  if (call == data.calls.rend()) return data.calls.push_back({data.source, kWrongValues, 0, 0});
  call->outcome = kWrongValues;
}

/// An applicant of answers and data; all issues of the answers; or nothing where the data cannot be used, as `data`
/// then says.
struct Mixed {
  std::optional<Applicant> applicant;
  std::vector<Issue> issues;
};

Mixed mix(const LoadedProgramme& programme, const AnswerTexts& texts, ClientData& data, Moment now) {
  const Questionnaire& questionnaire = programme.programme().questionnaire;
  const std::vector<Answer> answers = answers_of(texts);
  const bool has_values = data.status == ClientData::Status::found;
  const std::vector<PlainValue> values = has_values ? plain_values(data) : std::vector<PlainValue>{};
  const auto mixed = validate_mixed(questionnaire, answers, values);
  if (!mixed.ok() && !mixed.error().answers.empty()) return {std::nullopt, mixed.error().answers};
  if (!mixed.ok()) {
    mark_wrong(data);
  } else if (has_values && is_stale(questionnaire, data, now)) {
    data.status = ClientData::Status::stale;
  }
  if (data.status != ClientData::Status::found) return {};
  return {mixed.value(), {}};
}

Decided decide_explained(const LoadedProgramme& programme, const Applicant& applicant) {
  return decided_of(programme.programme(),
                    decide_with_reasons(programme.programme(), programme.explainer(), applicant));
}

Decided person_decides() {
  return {std::string(name(Outcome::manual_review)), std::string(name(Basis::no_client_data)), std::nullopt, "[]",
          R"({"against":[],"in_favour":[]})"};
}

/// The active version that the policy of `asked` names; null where there is none that needs no client data itself.
ProgrammeHandle other_programme(const Catalogue& catalogue, const LoadedProgramme& asked) {
  const auto& without = asked.programme().policy.without_client_data;
  if (!without || without->programme.empty()) return nullptr;
  const auto other = catalogue.programmes.find(without->programme);
  if (other == catalogue.programmes.end() || !other->second.active) return nullptr;
  return other->second.active->asks_the_bank() ? nullptr : other->second.active;
}

ByPolicy decide_without(const Catalogue& catalogue, const ProgrammeHandle& asked, const AnswerTexts& answers,
                        ClientData data) {
  if (const ProgrammeHandle other = other_programme(catalogue, *asked)) {
    auto judged = decide(*other, answers_to(other->programme().questionnaire, answers));
    // What the other programme does not take is no fault of the caller, who answered what was asked.
    if (auto* decided = std::get_if<Decided>(&judged)) return {std::move(*decided), other, std::move(data)};
  }
  return {person_decides(), asked, std::move(data)};
}

}  // namespace

AnswerTexts answers_to(const Questionnaire& questionnaire, const AnswerTexts& answers) {
  AnswerTexts kept;
  for (const GivenAnswer& answer : answers) {
    const bool is_asked =
        std::ranges::find(questionnaire.questions, answer.question, &Question::id) != questionnaire.questions.end();
    if (is_asked) kept.push_back(answer);
  }
  return kept;
}

std::optional<std::vector<Issue>> issues_of(const LoadedProgramme& programme, const AnswerTexts& texts) {
  const std::vector<Answer> answers = answers_of(texts);
  const auto applicant = validate(programme.programme().questionnaire, answers);
  if (applicant.ok()) return std::nullopt;
  return applicant.error();
}

std::variant<ByPolicy, std::vector<Issue>> decide_by_policy(const Catalogue& catalogue, const ProgrammeHandle& asked,
                                                            const AnswerTexts& answers, ClientData data, Moment now) {
  if (!asked->asks_the_bank()) {
    auto judged = decide(*asked, answers);
    if (auto* issues = std::get_if<std::vector<Issue>>(&judged)) return std::move(*issues);
    return ByPolicy{std::move(std::get<Decided>(judged)), asked, {}};
  }
  if (data.status == ClientData::Status::not_needed) data.status = ClientData::Status::unavailable;
  const Mixed mixed = mix(*asked, answers, data, now);
  if (!mixed.issues.empty()) return mixed.issues;
  if (mixed.applicant) return ByPolicy{decide_explained(*asked, *mixed.applicant), asked, std::move(data)};
  return decide_without(catalogue, asked, answers, std::move(data));
}

Json challenge_by_policy(const Catalogue& catalogue, const ProgrammeHandle& challenger, const AnswerTexts& answers,
                         const ClientData& data, Moment now) {
  if (!challenger->asks_the_bank()) return challenge(*challenger, answers);
  const auto judged = decide_by_policy(catalogue, challenger, answers, data, now);
  Json json = {{"version", challenger->version()}};
  if (const auto* issues = std::get_if<std::vector<Issue>>(&judged)) {
    json["issues"] = issues->size();
    return json;
  }
  const Decided& decided = std::get<ByPolicy>(judged).decided;
  json["outcome"] = decided.outcome;
  json["pd_ppm"] = decided.pd_ppm ? Json(*decided.pd_ppm) : Json(nullptr);
  return json;
}

std::optional<Applicant> recorded_applicant(const LoadedProgramme& version, const AnswerTexts& answers,
                                            const ClientData& data, Moment decided_at) {
  ClientData judged = data;
  // Where nothing was asked of the bank, nothing is missing.
  if (!version.asks_the_bank()) judged.status = ClientData::Status::found;
  return mix(version, answers, judged, decided_at).applicant;
}

std::optional<Decided> decide_recorded(const LoadedProgramme& version, const AnswerTexts& answers,
                                       const ClientData& data, Moment decided_at) {
  if (const auto applicant = recorded_applicant(version, answers, data, decided_at)) {
    return decide_explained(version, *applicant);
  }
  const bool has_values = data.status == ClientData::Status::found;
  if (!version.asks_the_bank() || has_values) return std::nullopt;
  return person_decides();
}

}  // namespace prescore::service
