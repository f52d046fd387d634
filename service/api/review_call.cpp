// Manual reviews: the queue of decisions that wait for a person, and what the person decided.
#include <algorithm>
#include <set>
#include <utility>

#include "service/api/call.hpp"
#include "service/api/decision_json.hpp"
#include "service/api/entry_bodies.hpp"
#include "service/api/entry_turn.hpp"
#include "service/api/query.hpp"
#include "service/base/crypto.hpp"
#include "service/base/json_text.hpp"

namespace prescore::service {
namespace {

constexpr const char* kManualReview = "manual_review";

Problem unknown_decision() { return {404, "unknown_decision", "There is no decision of this id.", nullptr}; }
Problem review_not_recorded() {
  return {503, "not_recorded", "The review could not be recorded. Try again with the same key.", nullptr};
}

/// One review on its way, and what comes out.
struct Review {
  Service& service;
  const std::string caller;
  const std::string key;
  const std::string decision_id;
  const ReviewRequest request;
  const std::string request_hash;
  std::optional<Problem> problem;
  bool is_replay = false;
  std::string answer;
};

/// Which offers the programme has; nothing where this process does not know the version.
std::optional<std::set<std::string>> offers_of(const Catalogue& catalogue, const std::string& version) {
  const auto known = catalogue.versions.find(version);
  if (known == catalogue.versions.end()) return std::nullopt;
  std::set<std::string> offers;
  for (const Offer& offer : known->second->programme().policy.offers) offers.insert(offer.id);
  return offers;
}

/// What is wrong with the offers; empty where nothing is.
std::string offers_error(const ReviewRequest& request, const std::set<std::string>& known) {
  const std::set<std::string> named(request.offers.begin(), request.offers.end());
  if (named.size() != request.offers.size()) return "No offer may be named twice.";
  const bool are_known = std::ranges::all_of(named, [&known](const auto& offer) { return known.contains(offer); });
  if (!are_known) return "Each offer must be one of the programme's: see the offers of its policy.";
  if (request.outcome == "refusal" && !named.empty()) return "A refusal names no offers.";
  if (request.outcome == "alternative_offer" && named.empty()) return "An alternative offer must name its offers.";
  return {};
}

/// Why the review may not be made; nothing where it may.
std::optional<Problem> find_problem(const Review& review, EntryLog& entries) {
  const auto decision = entries.find_decision(review.decision_id);
  if (!decision) return unknown_decision();
  if (decision->outcome != kManualReview) {
    return Problem{409, "needs_no_review", "The decision was made without a person: its outcome is not manual_review.",
                   nullptr};
  }
  if (!entries.entries_of({decision->id}, entry_kind::kReview).empty()) {
    return Problem{409, "reviewed_already", "A person has decided already: GET /v1/decisions/{id} shows the review.",
                   nullptr};
  }
  if (decision->is_erased) {
    return Problem{409, "inputs_erased", "The data of this person were erased, so nothing more is recorded about them.",
                   nullptr};
  }
  const auto known = offers_of(*review.service.catalogue(), decision->version);
  const std::string error = known ? offers_error(review.request, *known) : "The version that decided is not known.";
  if (!error.empty()) return Problem{422, "offers", error, nullptr};
  return std::nullopt;
}

/// What is answered and recorded: everything but the reason, which is about a person.
std::string review_text(const Review& review, Moment now) {
  Json json = {{"decision", review.decision_id},
               {"reviewed_at", iso(now)},
               {"outcome", review.request.outcome},
               {"offers", review.request.offers},
               {"staff", review.request.staff}};
  return json.dump() + "\n";
}

void record(Review& review, EntryLog& entries) {
  review.problem.reset();
  review.is_replay = false;
  entries.hold(review.decision_id);
  if (const auto earlier = entries.find_key(review.caller, review.key)) {
    review.is_replay = earlier->entry.request_hash == review.request_hash;
    review.answer = earlier->entry.body;
    if (!review.is_replay) {
      review.problem = {422, "key_reused", "The idempotency key was used for another review. Use a new key.", nullptr};
    }
    return;
  }
  review.problem = find_problem(review, entries);
  if (review.problem) return;
  NewEntry entry;
  entry.created = review.service.clock.now();
  entry.id = make_uuid(entry.created);
  entry.kind = entry_kind::kReview;
  entry.decision_id = review.decision_id;
  entry.caller = review.caller;
  entry.idempotency_key = review.key;
  entry.request_hash = review.request_hash;
  entry.body = review_text(review, entry.created);
  entry.personal = {hex(random_bytes(16)), review.request.reason};
  entries.append(entry);
  review.answer = entry.body;
}

/// Takes one member into the filter; an error for the caller, or an empty text.
std::string take_member(const std::string& name, const std::string& value, ReviewFilter& filter) {
  if (name == "state") {
    if (value != "open" && value != "done") return "state must be open or done.";
    filter.done = value == "done";
  } else if (name == "programme") {
    filter.programme = value;
  } else if (const auto error = take_list_member(name, value, {filter.since, filter.before, filter.limit})) {
    return *error;
  } else {
    return "The query may have state, programme, since, cursor and limit.";
  }
  return {};
}

}  // namespace

void review_decision(Service& service, const Call& call, const std::string& body, const Respond& respond) {
  if (!service.rate.take(call.caller, 1, RateLimit::Clock::now())) return respond(to_answer(too_often()));
  const std::string& id = call.parts[0];
  auto read = read_review(body, id);
  if (const auto* problem = std::get_if<Problem>(&read)) return respond(to_answer(*problem));
  if (!is_uuid(id)) return respond(to_answer(unknown_decision()));
  auto& request = std::get<ReviewRequest>(read);
  const std::string hash = hex(hmac_sha256(service.settings.request_key, request.canonical));
  const auto review = std::make_shared<Review>(
      Review{service, call.caller, call.idempotency_key, id, std::move(request), hash, std::nullopt, false, {}});
  const auto done = [review, respond](bool is_done) {
    if (!is_done) return respond(to_answer(review_not_recorded()));
    if (review->problem) return respond(to_answer(*review->problem));
    HttpAnswer answer = json_answer(200, review->answer);
    if (review->is_replay) answer.headers.emplace_back("Idempotency-Replayed", "true");
    if (!review->is_replay) review->service.observer.review(review->request.outcome);
    respond(std::move(answer));
  };
  const auto work = [review](EntryLog& entries) { record(*review, entries); };
  if (!in_entry_turn(service, work, done)) respond(to_answer(review_not_recorded()));
}

HttpAnswer list_reviews(Service& service, const Call& call) {
  const auto members = query_members(call.query);
  if (!members) return to_answer({400, "query", kMalformedQuery, nullptr});
  ReviewFilter filter;
  for (const auto& [key, value] : *members) {
    const std::string error = take_member(key, value, filter);
    if (!error.empty()) return to_answer({400, "query", error, nullptr});
  }
  const std::vector<std::string> ids = service.entries.reviews(filter);
  std::vector<StoredDecision> list;
  for (const std::string& id : ids) {
    auto stored = service.reader.find_decision(id, "");
    if (stored) list.push_back(std::move(*stored));
  }
  Json json = {{"decisions", decisions_json(list, service.entries, call.may(Scope::score))}};
  const bool may_have_more = ids.size() == static_cast<std::size_t>(filter.limit);
  json["next"] = may_have_more ? Json(ids.back()) : Json(nullptr);
  return json_answer(200, json.dump() + "\n");
}

}  // namespace prescore::service
