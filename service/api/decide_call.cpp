// Decisions: the body -> the core -> the journal -> the answer, which is sent once it is on the disk.
#include <span>
#include <utility>

#include "base/version.hpp"
#include "service/api/bodies.hpp"
#include "service/api/call.hpp"
#include "service/base/crypto.hpp"
#include "service/base/json_text.hpp"

namespace prescore::service {
namespace {

Problem no_programme() {
  return {404, "unknown_programme", "There is no programme of this id: GET /v1/programmes lists them.", nullptr};
}
Problem withdrawn() {
  return {503, "withdrawn", "The programme decides nothing at present: it is withdrawn, or was never activated.",
          nullptr};
}
Problem queue_full() {
  return {503, "busy", "More decisions wait to be recorded than the service takes. Nothing was decided; try again.",
          nullptr};
}
Problem not_recorded() {
  return {503, "not_recorded", "The decision could not be recorded, so none was made. Try again with the same key.",
          nullptr};
}
Problem key_reused() {
  return {422, "key_reused", "The idempotency key was used for another request. Use a new key for a new request.",
          nullptr};
}

void append_member(std::string& json, std::string_view name, std::string_view text) {
  json += json.size() > 1 ? "," : "";
  append_json(json, name);
  json += ':';
  append_json(json, text);
}

std::string personal_answers(const AnswerTexts& answers) {
  std::string json = "{";
  for (const auto& [question, text, confirmed] : answers) append_member(json, question, text);
  return json + "}";
}

/// The answer, as it is sent now and whenever the same request comes again.
std::string answer_text(const NewDecision& decision, const Decided& decided, bool with_pd) {
  std::string json = "{";
  append_member(json, "id", decision.id);
  append_member(json, "decided_at", iso(decision.created));
  append_member(json, "programme", decision.programme);
  append_member(json, "version", decision.version);
  json += "," + members_of(decided);
  if (with_pd) json += ",\"pd_ppm\":" + (decided.pd_ppm ? std::to_string(*decided.pd_ppm) : "null");
  json += ",\"enrichment\":{\"status\":\"not_needed\"}";
  append_member(json, "hint", decision.hint);
  return json + "}\n";
}

std::string request_hash(const Service& service, const DecisionRequest& request) {
  return hex(hmac_sha256(service.settings.request_key, request.canonical));
}

/// Decides; what is to be recorded, or a problem.
std::variant<NewDecision, Problem> make_decision(Service& service, const Call& call, const DecisionRequest& request,
                                                 const Catalogue& catalogue) {
  const auto in_force = catalogue.programmes.find(request.programme);
  if (in_force == catalogue.programmes.end()) return no_programme();
  const ProgrammeHandle& active = in_force->second.active;
  if (!active) return withdrawn();
  const auto judged = decide(*active, request.answers);
  if (const auto* issues = std::get_if<std::vector<Issue>>(&judged)) {
    return Problem{422,
                   "issues",
                   "The answers have issues: see issues, which name each question.",
                   {{"issues", issues_json(*active, *issues)}}};
  }
  const Decided& decided = std::get<Decided>(judged);
  NewDecision decision;
  decision.created = service.clock.now();
  decision.id = make_uuid(decision.created);
  decision.caller = call.caller;
  decision.idempotency_key = request.idempotency_key;
  decision.request_hash = request_hash(service, request);
  decision.programme = request.programme;
  decision.version = active->version();
  decision.engine = kVersion;
  decision.outcome = decided.outcome;
  decision.basis = decided.basis;
  decision.pd_ppm = decided.pd_ppm.value_or(-1);
  if (in_force->second.challenger) {
    decision.challenger = challenge(*in_force->second.challenger, request.answers).dump();
  }
  decision.hint = compare(request.hint, catalogue, request.answers);
  decision.personal = {hex(random_bytes(16)), request.client, personal_answers(request.answers), "{}"};
  decision.answer = answer_text(decision, decided, call.may(Scope::score));
  return decision;
}

/// Decides, or finds what was recorded for the key before: a retry gets its answer even where the programme was
/// withdrawn meanwhile or asks other questions. Throws StoreUnavailable.
std::variant<NewDecision, Problem, Recorded> decide_or_find(Service& service, const Call& call,
                                                            const DecisionRequest& request,
                                                            const Catalogue& catalogue) {
  auto made = make_decision(service, call, request, catalogue);
  if (auto* decision = std::get_if<NewDecision>(&made)) return std::move(*decision);
  const auto earlier =
      service.reader.find_earlier(call.caller, request.idempotency_key, request_hash(service, request));
  if (earlier) return *earlier;
  return std::get<Problem>(std::move(made));
}

/// Counts what was recorded for the first time.
void observe(Observer& observer, const NewDecision& decision) {
  observer.decision(decision.outcome);
  observer.hint(decision.hint);
  if (decision.challenger.empty()) return;
  const Json challenger = Json::parse(decision.challenger);
  observer.challenger(challenger.value("outcome", "") == decision.outcome);
}

HttpAnswer answer_of(const Recorded& recorded, const std::string& answer) {
  if (recorded.kind == Recorded::Kind::key_reused) return to_answer(key_reused());
  if (recorded.kind == Recorded::Kind::recorded) return json_answer(200, answer);
  HttpAnswer earlier = json_answer(200, recorded.earlier_answer);
  earlier.headers.emplace_back("Idempotency-Replayed", "true");
  return earlier;
}

/// The place of a batch that one decision has.
Json batch_item(const Recorded& recorded, const std::string& answer) {
  if (recorded.kind == Recorded::Kind::key_reused) return {{"status", 422}, {"problem", to_json(key_reused())}};
  const bool is_replay = recorded.kind == Recorded::Kind::replayed;
  Json item = {{"status", 200}, {"decision", Json::parse(is_replay ? recorded.earlier_answer : answer)}};
  if (is_replay) item["replayed"] = true;
  return item;
}

}  // namespace

void decide_one(Service& service, const Call& call, const std::string& body, const Respond& respond) {
  if (!service.rate.take(call.caller, 1, RateLimit::Clock::now())) return respond(to_answer(too_often()));
  auto read = read_decision(body, call.idempotency_key);
  if (const auto* problem = std::get_if<Problem>(&read)) return respond(to_answer(*problem));
  auto made = decide_or_find(service, call, std::get<DecisionRequest>(read), *service.catalogue());
  if (const auto* problem = std::get_if<Problem>(&made)) return respond(to_answer(*problem));
  if (const auto* earlier = std::get_if<Recorded>(&made)) return respond(answer_of(*earlier, {}));
  const auto decisions = std::make_shared<std::vector<NewDecision>>();
  decisions->push_back(std::move(std::get<NewDecision>(made)));
  const auto done = [&service, &decision = decisions->front(), respond](std::span<Recorded> recorded) {
    if (recorded.empty()) return respond(to_answer(not_recorded()));
    if (recorded.front().kind == Recorded::Kind::recorded) observe(service.observer, decision);
    respond(answer_of(recorded.front(), decision.answer));
  };
  // What other requests submit meanwhile shares the commit: see Api::pause.
  if (!service.journal.submit(decisions, done, Journal::Wake::later)) respond(to_answer(queue_full()));
}

void decide_batch(Service& service, const Call& call, const std::string& body, const Respond& respond) {
  auto read = read_batch(body);
  if (const auto* problem = std::get_if<Problem>(&read)) return respond(to_answer(*problem));
  const auto& requests = std::get<std::vector<DecisionRequest>>(read);
  if (!service.rate.take(call.caller, static_cast<double>(requests.size()), RateLimit::Clock::now())) {
    return respond(to_answer(too_often()));
  }
  const auto catalogue = service.catalogue();
  auto items = std::make_shared<Json>(Json::array());
  const auto decisions = std::make_shared<std::vector<NewDecision>>();
  auto places = std::make_shared<std::vector<std::size_t>>();
  for (const DecisionRequest& request : requests) {
    auto made = decide_or_find(service, call, request, *catalogue);
    if (const auto* earlier = std::get_if<Recorded>(&made)) {
      items->push_back(batch_item(*earlier, {}));
      continue;
    }
    if (const auto* problem = std::get_if<Problem>(&made)) {
      items->push_back({{"status", problem->status}, {"problem", to_json(*problem)}});
      continue;
    }
    places->push_back(items->size());
    items->push_back(nullptr);
    decisions->push_back(std::move(std::get<NewDecision>(made)));
  }
  if (decisions->empty()) return respond(json_answer(200, Json{{"decisions", *items}}.dump() + "\n"));
  const auto done = [&service, &kept = *decisions, items, places, respond](std::span<Recorded> recorded) {
    if (recorded.empty()) return respond(to_answer(not_recorded()));
    for (std::size_t index = 0; index < recorded.size(); ++index) {
      if (recorded[index].kind == Recorded::Kind::recorded) observe(service.observer, kept[index]);
      (*items)[(*places)[index]] = batch_item(recorded[index], kept[index].answer);
    }
    respond(json_answer(200, Json{{"decisions", *items}}.dump() + "\n"));
  };
  // What other requests submit meanwhile shares the commit: see Api::pause.
  if (!service.journal.submit(decisions, done, Journal::Wake::later)) respond(to_answer(queue_full()));
}

}  // namespace prescore::service
