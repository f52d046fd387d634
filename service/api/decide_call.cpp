// Decisions: the body -> the core -> the journal -> the answer, which is sent once it is on the disk.
#include <algorithm>
#include <span>
#include <utility>

#include "base/version.hpp"
#include "service/api/decisions.hpp"
#include "service/base/crypto.hpp"
#include "service/base/json_text.hpp"
#include "service/engine/by_policy.hpp"

namespace prescore::service {
namespace {

Problem no_programme() {
  return {404, "unknown_programme", "There is no programme of this id: GET /v1/programmes lists them.", nullptr};
}
Problem withdrawn() {
  return {503, "withdrawn", "The programme decides nothing at present: it is withdrawn, or was never activated.",
          nullptr};
}

/// Room for the texts of most decisions, so that they do not move while they grow.
constexpr std::size_t kUsualAnswer = 900;
constexpr std::size_t kUsualAnswers = 250;

/// `start` is what stands before the text: the member's name, which needs no escapes, and the marks around it.
void append_text(std::string& json, std::string_view start, std::string_view text) {
  append_json(json.append(start), text);
}

std::string personal_answers(const AnswerTexts& answers) {
  std::string json;
  json.reserve(kUsualAnswers);
  json += '{';
  for (const auto& [question, text, confirmed] : answers) {
    if (json.size() > 1) json += ',';
    append_json(json, question);
    append_text(json, ":", text);
  }
  json += '}';
  return json;
}

/// What client data the decision rests on.
void append_enrichment(std::string& json, const ClientData& data) {
  append_text(json, ",\"enrichment\":{\"status\":", name(data.status));
  const bool has_values = data.status == ClientData::Status::found || data.status == ClientData::Status::stale;
  if (has_values) {
    append_text(json, ",\"source\":", data.source);
    json += ",\"as_of\":";
    if (data.as_of) {
      append_json(json, iso(*data.as_of));
    } else {
      json += "null";
    }
  }
  json += '}';
}

/// The answer, as it is sent now and whenever the same request comes again.
std::string answer_text(const NewDecision& decision, const std::string& asked_programme, const Decided& decided,
                        const ClientData& data, bool with_pd) {
  std::string json;
  json.reserve(kUsualAnswer);
  append_text(json, "{\"id\":", decision.id);
  append_text(json, ",\"decided_at\":", iso(decision.created));
  append_text(json, ",\"programme\":", decision.programme);
  append_text(json, ",\"version\":", decision.version);
  if (asked_programme != decision.programme) append_text(json, ",\"asked_programme\":", asked_programme);
  append_members(json += ',', decided);
  if (with_pd) json.append(",\"pd_ppm\":").append(decided.pd_ppm ? std::to_string(*decided.pd_ppm) : "null");
  append_enrichment(json, data);
  append_text(json, ",\"hint\":", decision.hint);
  json += "}\n";
  return json;
}

/// The catalogue and what of it is in force for one programme.
struct Asked {
  const Catalogue& catalogue;
  const InForce& in_force;
};

/// What is recorded of a decision that was made.
NewDecision record_of(const Asker& asker, const DecisionRequest& request, const Asked& asked, const ByPolicy& made,
                      const ClientData& found, Moment now) {
  NewDecision decision;
  decision.created = now;
  decision.id = make_uuid(now);
  decision.caller = asker.caller;
  decision.idempotency_key = request.idempotency_key;
  decision.request_hash = request.hash;
  decision.programme = made.version->programme().id;
  decision.version = made.version->version();
  decision.engine = kVersion;
  decision.outcome = made.decided.outcome;
  decision.basis = made.decided.basis;
  decision.pd_ppm = made.decided.pd_ppm.value_or(-1);
  if (asked.in_force.challenger) {
    decision.challenger =
        challenge_by_policy(asked.catalogue, asked.in_force.challenger, request.answers, found, now).dump();
  }
  decision.hint = compare(request.hint, asked.catalogue, request.answers);
  // Where only the challenger needed them, they are recorded as they were found.
  const bool is_judged = made.data.status != ClientData::Status::not_needed;
  const ClientData& data = is_judged ? made.data : found;
  const bool has_data = data.status != ClientData::Status::not_needed;
  decision.personal = {hex(random_bytes(16)), request.client, personal_answers(request.answers),
                       has_data ? enrichment_text(data, request.consent) : "{}"};
  decision.answer = answer_text(decision, request.programme, made.decided, made.data, asker.may_see_pd);
  return decision;
}

/// Decides, or finds what was recorded for the key before: a retry gets its answer even where the programme was
/// withdrawn meanwhile or asks other questions. Throws StoreUnavailable.
std::variant<NewDecision, Problem, Recorded> decide_or_find(Service& service, const Asker& asker,
                                                            const DecisionRequest& request,
                                                            const Catalogue& catalogue) {
  auto made = make_decision(service, asker, request, catalogue, {});
  if (auto* decision = std::get_if<NewDecision>(&made)) return std::move(*decision);
  if (const auto earlier = find_earlier(service, asker, request)) return *earlier;
  return std::get<Problem>(std::move(made));
}

HttpAnswer decisions_answer(const std::vector<DecisionResult>& results) {
  Json items = Json::array();
  for (const DecisionResult& result : results) items.push_back(batch_item(result));
  return json_answer(200, Json{{"decisions", std::move(items)}}.dump() + "\n");
}

/// A batch none of whose requests needs client data.
void decide_at_once(Service& service, const Asker& asker, const std::vector<DecisionRequest>& requests,
                    const Catalogue& catalogue, const Respond& respond) {
  auto results = std::make_shared<std::vector<DecisionResult>>();
  const auto decisions = std::make_shared<std::vector<NewDecision>>();
  auto places = std::make_shared<std::vector<std::size_t>>();
  for (const DecisionRequest& request : requests) {
    auto made = decide_or_find(service, asker, request, catalogue);
    if (const auto* earlier = std::get_if<Recorded>(&made)) {
      results->push_back(result_of(*earlier, {}));
      continue;
    }
    if (auto* problem = std::get_if<Problem>(&made)) {
      results->push_back(std::move(*problem));
      continue;
    }
    places->push_back(results->size());
    results->emplace_back();
    decisions->push_back(std::move(std::get<NewDecision>(made)));
  }
  if (decisions->empty()) return respond(decisions_answer(*results));
  const auto done = [&service, &kept = *decisions, results, places, respond](const auto& recorded) {
    if (recorded.empty()) return respond(to_answer(not_recorded()));
    for (std::size_t index = 0; index < recorded.size(); ++index) {
      if (recorded[index].kind == Recorded::Kind::recorded) observe(service.observer, kept[index]);
      (*results)[(*places)[index]] = result_of(recorded[index], kept[index].answer);
    }
    respond(decisions_answer(*results));
  };
  if (!service.journal.submit(decisions, done)) respond(to_answer(queue_full()));
}

}  // namespace

Problem queue_full() {
  return {503, "busy", "More decisions wait to be recorded than the service takes. Nothing was decided; try again.",
          nullptr};
}
Problem not_recorded() {
  return {503, "not_recorded",
          "The decision could not be recorded, or it is not known whether it was. Try again with the same key: it is "
          "decided once.",
          nullptr};
}
Problem key_reused() {
  return {422, "key_reused", "The idempotency key was used for another request. Use a new key for a new request.",
          nullptr};
}

Problem issues_problem(const LoadedProgramme& programme, const std::vector<Issue>& issues) {
  return {422,
          "issues",
          "The answers have issues: see issues, which name each question.",
          {{"issues", issues_json(programme, issues)}}};
}

Asker asker_of(const Call& call) { return {call.caller, call.may(Scope::score), call.trace}; }

void set_hash(const Service& service, DecisionRequest& request) {
  request.hash = hex(hmac_sha256(service.settings.request_key, request.canonical));
}

bool needs_client_data(const Catalogue& catalogue, const DecisionRequest& request) {
  const auto found = catalogue.programmes.find(request.programme);
  if (found == catalogue.programmes.end() || !found->second.active) return false;
  const auto& [active, challenger, proposed, proposed_by] = found->second;
  return active->asks_the_bank() || (challenger && challenger->asks_the_bank());
}

std::variant<NewDecision, Problem> make_decision(Service& service, const Asker& asker, const DecisionRequest& request,
                                                 const Catalogue& catalogue, const ClientData& data) {
  const auto in_force = catalogue.programmes.find(request.programme);
  if (in_force == catalogue.programmes.end()) return no_programme();
  const ProgrammeHandle& active = in_force->second.active;
  if (!active) return withdrawn();
  const Moment now = service.clock.now();
  const auto judged = decide_by_policy(catalogue, active, request.answers, data, now);
  if (const auto* issues = std::get_if<std::vector<Issue>>(&judged)) return issues_problem(*active, *issues);
  return record_of(asker, request, {catalogue, in_force->second}, std::get<ByPolicy>(judged), data, now);
}

std::optional<Recorded> find_earlier(Service& service, const Asker& asker, const DecisionRequest& request) {
  return service.reader.find_earlier(asker.caller, request.idempotency_key, request.hash);
}

void observe(Observer& observer, const NewDecision& decision) {
  observer.decision(decision.outcome);
  observer.hint(decision.hint);
  if (decision.challenger.empty()) return;
  const Json challenger = Json::parse(decision.challenger);
  observer.challenger(challenger.value("outcome", "") == decision.outcome);
}

DecisionResult result_of(const Recorded& recorded, std::string answer) {
  if (recorded.kind == Recorded::Kind::key_reused) return key_reused();
  if (recorded.kind == Recorded::Kind::recorded) return DecisionAnswer{std::move(answer), false};
  return DecisionAnswer{recorded.earlier_answer, true};
}

HttpAnswer single_answer(DecisionResult result) {
  if (const auto* problem = std::get_if<Problem>(&result)) return to_answer(*problem);
  auto& [text, is_replayed] = std::get<DecisionAnswer>(result);
  HttpAnswer answer = json_answer(200, std::move(text));
  if (is_replayed) answer.headers.emplace_back("Idempotency-Replayed", "true");
  return answer;
}

Json batch_item(const DecisionResult& result) {
  if (const auto* problem = std::get_if<Problem>(&result)) {
    return {{"status", problem->status}, {"problem", to_json(*problem)}};
  }
  const auto& [text, is_replayed] = std::get<DecisionAnswer>(result);
  Json item = {{"status", 200}, {"decision", Json::parse(text)}};
  if (is_replayed) item["replayed"] = true;
  return item;
}

void decide_one(Service& service, const Call& call, const std::string& body, const Respond& respond) {
  if (!service.rate.take(call.caller, 1, RateLimit::Clock::now())) return respond(to_answer(too_often()));
  auto read = read_decision(body, call.idempotency_key);
  if (const auto* problem = std::get_if<Problem>(&read)) return respond(to_answer(*problem));
  auto& request = std::get<DecisionRequest>(read);
  set_hash(service, request);
  const auto catalogue = service.catalogue();
  const Asker asker = asker_of(call);
  if (needs_client_data(*catalogue, request)) {
    return decide_with_client_data(service, asker, {std::move(request)}, [respond](const auto& results) {
      if (const auto* problem = std::get_if<Problem>(&results)) return respond(to_answer(*problem));
      respond(single_answer(std::get<std::vector<DecisionResult>>(results).front()));
    });
  }
  auto made = decide_or_find(service, asker, request, *catalogue);
  if (const auto* problem = std::get_if<Problem>(&made)) return respond(to_answer(*problem));
  if (const auto* earlier = std::get_if<Recorded>(&made)) return respond(single_answer(result_of(*earlier, {})));
  const auto decisions = std::make_shared<std::vector<NewDecision>>();
  decisions->push_back(std::move(std::get<NewDecision>(made)));
  const auto done = [&service, &decision = decisions->front(), respond](std::span<Recorded> recorded) {
    if (recorded.empty()) return respond(to_answer(not_recorded()));
    if (recorded.front().kind == Recorded::Kind::recorded) observe(service.observer, decision);
    // Nobody reads the decision after this.
    respond(single_answer(result_of(recorded.front(), std::move(decision.answer))));
  };
  // What other requests submit meanwhile shares the commit: see Api::pause.
  if (!service.journal.submit(decisions, done, Journal::Wake::later)) respond(to_answer(queue_full()));
}

void decide_batch(Service& service, const Call& call, const std::string& body, const Respond& respond) {
  auto read = read_batch(body);
  if (const auto* problem = std::get_if<Problem>(&read)) return respond(to_answer(*problem));
  auto& requests = std::get<std::vector<DecisionRequest>>(read);
  if (!service.rate.take(call.caller, static_cast<double>(requests.size()), RateLimit::Clock::now())) {
    return respond(to_answer(too_often()));
  }
  for (DecisionRequest& request : requests) set_hash(service, request);
  const auto catalogue = service.catalogue();
  const auto needs = [&catalogue](const DecisionRequest& request) { return needs_client_data(*catalogue, request); };
  if (std::ranges::none_of(requests, needs)) {
    return decide_at_once(service, asker_of(call), requests, *catalogue, respond);
  }
  decide_with_client_data(service, asker_of(call), std::move(requests), [respond](const auto& results) {
    if (const auto* problem = std::get_if<Problem>(&results)) return respond(to_answer(*problem));
    respond(decisions_answer(std::get<std::vector<DecisionResult>>(results)));
  });
}

}  // namespace prescore::service
