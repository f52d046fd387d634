#include "service/engine/replay.hpp"

#include "service/engine/decide.hpp"

namespace prescore::service {
namespace {

AnswerTexts answers_of(const StoredDecision& stored) {
  AnswerTexts answers;
  const Json json = Json::parse(stored.decision.personal.answers);
  // An answer that needed to be confirmed was confirmed: without that nothing would have been decided.
  for (const auto& [question, text] : json.items()) answers.push_back({question, text.get<std::string>(), true});
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

Replay replay_of(const StoredDecision& stored, const Catalogue& catalogue) {
  if (stored.is_erased) return {Replay::Kind::inputs_erased, {}};
  const auto version = catalogue.versions.find(stored.decision.version);
  if (version == catalogue.versions.end()) return {Replay::Kind::different, "version"};
  const auto decided = decide(*version->second, answers_of(stored));
  const auto* made = std::get_if<Decided>(&decided);
  if (made == nullptr) return {Replay::Kind::different, "issues"};
  const std::string difference = first_difference(stored.decision, *made);
  return {difference.empty() ? Replay::Kind::identical : Replay::Kind::different, difference};
}

}  // namespace prescore::service
