// Decisions as they were recorded: shown, listed, and computed again.
#include <optional>

#include "prescore/codes.hpp"
#include "service/api/call.hpp"
#include "service/api/decision_json.hpp"
#include "service/api/query.hpp"
#include "service/engine/explanation.hpp"
#include "service/engine/replay.hpp"

namespace prescore::service {
namespace {

HttpAnswer not_found() {
  return to_answer({404, "unknown_decision", "There is no decision of this id that this caller may see.", nullptr});
}

HttpAnswer inputs_erased() {
  return to_answer(
      {409, "inputs_erased", "The answers of this decision were erased, so it cannot be computed again.", nullptr});
}

HttpAnswer bad_query(const std::string& detail) { return to_answer({400, "query", detail, nullptr}); }

bool is_outcome(std::string_view text) noexcept {
  for (std::size_t outcome = 0; outcome < kOutcomeCount; ++outcome) {
    if (name(static_cast<Outcome>(outcome)) == text) return true;
  }
  return false;
}

/// Takes one member into the filter; an error for the caller, or an empty text.
std::string take_member(const std::string& name, const std::string& value, DecisionFilter& filter) {
  if (name == "client") {
    filter.client = value;
  } else if (name == "outcome") {
    if (!is_outcome(value)) return "outcome must be one that decisions have: see /openapi.yaml.";
    filter.outcome = value;
  } else if (const auto error = take_list_member(name, value, {filter.since, filter.before, filter.limit})) {
    return *error;
  } else {
    return "The query may have client, since, outcome, cursor and limit.";
  }
  return {};
}

}  // namespace

HttpAnswer show_decision(Service& service, const Call& call) {
  if (!is_uuid(call.parts[0])) return not_found();
  const auto stored = service.reader.find_decision(call.parts[0], call.whose());
  if (!stored) return not_found();
  const Json json = decision_json(*stored, service.entries.entries_of({stored->decision.id}), call.may(Scope::score));
  return json_answer(200, json.dump() + "\n");
}

HttpAnswer list_decisions(Service& service, const Call& call) {
  const auto members = query_members(call.query);
  if (!members) return bad_query(kMalformedQuery);
  DecisionFilter filter;
  filter.caller = call.whose();
  for (const auto& [key, value] : *members) {
    const std::string error = take_member(key, value, filter);
    if (!error.empty()) return bad_query(error);
  }
  const auto list = service.reader.list_decisions(filter);
  Json json = {{"decisions", decisions_json(list, service.entries, call.may(Scope::score))}};
  const bool may_have_more = list.size() == static_cast<std::size_t>(filter.limit);
  json["next"] = may_have_more ? Json(list.back().decision.id) : Json(nullptr);
  return json_answer(200, json.dump() + "\n");
}

HttpAnswer replay_decision(Service& service, const Call& call) {
  if (!is_uuid(call.parts[0])) return not_found();
  const auto stored = service.reader.find_decision(call.parts[0], call.whose());
  if (!stored) return not_found();
  const Replay replay = replay_of(*stored, *service.catalogue());
  if (replay.kind == Replay::Kind::inputs_erased) return inputs_erased();
  Json json = {
      {"id", stored->decision.id}, {"version", stored->decision.version}, {"identical", replay.is_identical()}};
  if (!replay.is_identical()) json["first_difference"] = replay.difference;
  return json_answer(200, json.dump() + "\n");
}

HttpAnswer explain_decision(Service& service, const Call& call) {
  if (!is_uuid(call.parts[0])) return not_found();
  const auto stored = service.reader.find_decision(call.parts[0], call.whose());
  if (!stored) return not_found();
  if (stored->is_erased) return inputs_erased();
  const auto explanation = explanation_of(*stored, *service.catalogue());
  if (explanation) return json_answer(200, explanation->dump() + "\n");
  return to_answer({409, "not_explained",
                    "This decision does not rest on an estimate of risk, so there is no score to take apart.",
                    nullptr});
}

}  // namespace prescore::service
