// What became of decisions, months later: recorded once, and corrected only on purpose.
//
// Terms: the *current* outcome of a decision is the newest one. The same outcome on the same day is the same request,
// and gets the same answer. Another one contradicts it, and is recorded only where it says that it corrects.
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "service/api/call.hpp"
#include "service/api/entry_bodies.hpp"
#include "service/api/entry_turn.hpp"

namespace prescore::service {
namespace {

Problem outcomes_not_recorded() {
  return {503, "not_recorded", "The outcomes could not be recorded. Send the same again.", nullptr};
}

/// One outcome on its way, and what comes out.
struct Item {
  OutcomeRequest request;
  std::optional<Problem> problem;
  bool is_replay = false;
  std::string answer;
};

/// The outcomes of one call.
struct Work {
  Service& service;
  const std::string caller;
  std::vector<Item> items;
};

/// The day that a text names; nothing where there was no such day.
std::optional<Moment> day_of(const std::string& text) { return parse_moment(text); }

std::optional<Problem> day_problem(const Item& item, const DecisionFacts& decision, Moment now) {
  const auto day = day_of(item.request.observed_on);
  const bool is_sound = day && *day <= now && item.request.observed_on >= iso(decision.created).substr(0, 10);
  if (is_sound) return std::nullopt;
  return Problem{422, "observed_on", "observed_on must be a day from the day of the decision until today.", nullptr};
}

bool is_same(const NewEntry& recorded, const OutcomeRequest& request) {
  const Json json = Json::parse(recorded.body);
  return json.at("outcome") == request.outcome && json.at("observed_on") == request.observed_on;
}

/// What is recorded about the decisions of a call, and what the call adds.
struct Known {
  std::map<std::string, DecisionFacts> decisions;
  /// By decision and turn.
  std::map<std::string, std::vector<NewEntry>> outcomes;
  std::vector<NewEntry> added;
};

Known look_up(const Work& work, EntryLog& entries) {
  std::set<std::string> ids;
  for (const Item& item : work.items) {
    if (is_uuid(item.request.decision)) ids.insert(item.request.decision);
  }
  const std::vector<std::string> list(ids.begin(), ids.end());
  Known known{entries.find_decisions(list), {}, {}};
  for (StoredEntry& row : entries.entries_of(list, entry_kind::kOutcome)) {
    known.outcomes[row.entry.decision_id].push_back(std::move(row.entry));
  }
  return known;
}

NewEntry outcome_entry(const Work& work, const OutcomeRequest& request, std::size_t earlier, Moment now) {
  NewEntry entry;
  entry.created = now;
  entry.id = make_uuid(now);
  entry.kind = entry_kind::kOutcome;
  entry.decision_id = request.decision;
  entry.turn = static_cast<std::int64_t>(earlier) + 1;
  entry.caller = work.caller;
  entry.body = Json{{"decision", request.decision},
                    {"recorded_at", iso(now)},
                    {"outcome", request.outcome},
                    {"observed_on", request.observed_on},
                    {"corrects", request.corrects}}
                   .dump() +
               "\n";
  return entry;
}

void judge(const Work& work, Item& item, Known& known) {
  item.problem.reset();
  item.is_replay = false;
  const OutcomeRequest& request = item.request;
  const auto decision = known.decisions.find(request.decision);
  if (decision == known.decisions.end()) {
    item.problem = {404, "unknown_decision", "There is no decision of this id.", nullptr};
    return;
  }
  const Moment now = work.service.clock.now();
  item.problem = day_problem(item, decision->second, now);
  if (item.problem) return;
  std::vector<NewEntry>& earlier = known.outcomes[request.decision];
  if (!earlier.empty() && is_same(earlier.back(), request)) {
    item.is_replay = true;
    item.answer = earlier.back().body;
    return;
  }
  if (!earlier.empty() && !request.corrects) {
    item.problem = {409, "contradicts",
                    "Another outcome is recorded for this decision: to correct it, send \"corrects\": true.", nullptr};
    return;
  }
  if (earlier.empty() && request.corrects) {
    item.problem = {409, "nothing_to_correct", "No outcome is recorded for this decision yet.", nullptr};
    return;
  }
  earlier.push_back(outcome_entry(work, request, earlier.size(), now));
  known.added.push_back(earlier.back());
  item.answer = earlier.back().body;
}

void record(Work& work, EntryLog& entries) {
  Known known = look_up(work, entries);
  for (Item& item : work.items) judge(work, item, known);
  entries.append(known.added);
}

/// Records all of `work`, and calls `answer` where that was done.
void run(const std::shared_ptr<Work>& work, std::function<HttpAnswer(const Work&)> answer, const Respond& respond) {
  const auto record_all = [work](EntryLog& entries) { record(*work, entries); };
  const auto done = [work, answer = std::move(answer), respond](bool is_done) {
    if (!is_done) return respond(to_answer(outcomes_not_recorded()));
    for (const Item& item : work->items) {
      if (!item.problem && !item.is_replay) work->service.observer.outcome(item.request.outcome);
    }
    respond(answer(*work));
  };
  if (!in_entry_turn(work->service, record_all, done)) respond(to_answer(outcomes_not_recorded()));
}

HttpAnswer one_answer(const Work& work) {
  const Item& item = work.items.front();
  return item.problem ? to_answer(*item.problem) : json_answer(200, item.answer);
}

HttpAnswer batch_answer(const Work& work) {
  Json items = Json::array();
  for (const Item& item : work.items) {
    if (item.problem) {
      items.push_back({{"status", item.problem->status}, {"problem", to_json(*item.problem)}});
    } else {
      items.push_back({{"status", 200}, {"outcome", Json::parse(item.answer)}});
    }
  }
  return json_answer(200, Json{{"outcomes", std::move(items)}}.dump() + "\n");
}

}  // namespace

void record_outcome(Service& service, const Call& call, const std::string& body, const Respond& respond) {
  if (!service.rate.take(call.caller, 1, RateLimit::Clock::now())) return respond(to_answer(too_often()));
  auto read = read_outcome(body);
  if (const auto* problem = std::get_if<Problem>(&read)) return respond(to_answer(*problem));
  const auto work = std::make_shared<Work>(Work{service, call.caller, {}});
  work->items.push_back({std::move(std::get<OutcomeRequest>(read)), std::nullopt, false, {}});
  run(work, one_answer, respond);
}

void record_outcomes(Service& service, const Call& call, const std::string& body, const Respond& respond) {
  auto read = read_outcomes(body);
  if (const auto* problem = std::get_if<Problem>(&read)) return respond(to_answer(*problem));
  auto& requests = std::get<std::vector<OutcomeRequest>>(read);
  if (!service.rate.take(call.caller, static_cast<double>(requests.size()), RateLimit::Clock::now())) {
    return respond(to_answer(too_often()));
  }
  const auto work = std::make_shared<Work>(Work{service, call.caller, {}});
  for (OutcomeRequest& request : requests) work->items.push_back({std::move(request), std::nullopt, false, {}});
  run(work, batch_answer, respond);
}

}  // namespace prescore::service
