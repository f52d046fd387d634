#include "service/engine/replay.hpp"

#include "service/base/json_pass.hpp"
#include "service/engine/by_policy.hpp"
#include "service/engine/decide.hpp"

namespace prescore::service {
namespace {

/// An object of texts. An answer that needed to be confirmed was confirmed: without that nothing would have been
/// decided.
AnswerTexts answers_in(const std::string& text) {
  AnswerTexts answers;
  answers.reserve(8);
  JsonPass pass(text);
  const auto take = [&](std::string_view question) {
    std::string_view answer;
    if (!pass.take_text(answer)) return false;
    answers.push_back({std::string(question), std::string(answer), true});
    return true;
  };
  if (pass.take_object(take) && pass.is_at_end()) return answers;
  answers.clear();
  const Json json = Json::parse(text);
  for (const auto& [question, answer] : json.items()) answers.push_back({question, answer.get<std::string>(), true});
  return answers;
}

AnswerTexts recorded_answers(const StoredDecision& stored, const LoadedProgramme& version) {
  AnswerTexts answers = answers_in(stored.decision.personal.answers);
  // A programme that decided in the place of another one saw the answers that it asks for.
  const bool is_in_place = stored.decision.answer.find("\"asked_programme\":") != std::string::npos;
  if (is_in_place) return answers_to(version.programme().questionnaire, answers);
  return answers;
}

/// The first part of the stored decision that is another one now; empty where all are the same.
std::string first_difference(const NewDecision& stored, const Decided& decided) {
  if (decided.outcome != stored.outcome) return "outcome";
  if (decided.basis != stored.basis) return "basis";
  if (decided.pd_ppm.value_or(-1) != stored.pd_ppm) return "pd_ppm";
  // The answer holds these very bytes, unless an older version of the service wrote it in another way.
  if (stored.answer.find(members_of(decided)) != std::string::npos) return {};
  const Json answer = Json::parse(stored.answer);
  if (answer.at("outcome") != decided.outcome) return "outcome";
  if (answer.at("basis") != decided.basis) return "basis";
  if (answer.at("offers").dump() != decided.offers) return "offers";
  if (answer.at("reasons").dump() != decided.reasons) return "reasons";
  return {};
}

}  // namespace

std::optional<Applicant> recorded_applicant(const StoredDecision& stored, const LoadedProgramme& version) {
  if (stored.is_erased) return std::nullopt;
  const ClientData data = read_enrichment(stored.decision.personal.enrichment);
  return recorded_applicant(version, recorded_answers(stored, version), data, stored.decision.created);
}

Replay replay_of(const StoredDecision& stored, const Catalogue& catalogue) {
  if (stored.is_erased) return {Replay::Kind::inputs_erased, {}};
  const auto version = catalogue.versions.find(stored.decision.version);
  if (version == catalogue.versions.end()) return {Replay::Kind::different, "version"};
  const LoadedProgramme& loaded = *version->second;
  const ClientData data = read_enrichment(stored.decision.personal.enrichment);
  const auto decided = decide_recorded(loaded, recorded_answers(stored, loaded), data, stored.decision.created);
  if (!decided) return {Replay::Kind::different, "issues"};
  const std::string difference = first_difference(stored.decision, *decided);
  return {difference.empty() ? Replay::Kind::identical : Replay::Kind::different, difference};
}

}  // namespace prescore::service
