// Decisions that need to know what the bank knows.
//
// Terms: a *job* is all requests of one call, a single one or a batch. A *gap* is what a request still lacks: its
// client data, or the answer of the same request that came earlier (pending.hpp). Steps: 1. Every request that needs
// client data takes its key, so that no other call asks for it. 2. Those whose key is in the log have their answer;
// those whose answers have issues have those. Nobody is asked about them. (Where asking is free, this step is left out:
// keys and issues are found when the decision is made and recorded.) 3. The sources are asked about all others
// at once. 4. When the last gap is closed, on whatever thread that is, all decisions are made and recorded in one
// commit. 5. The keys are given back, and the call is answered.
#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "service/api/decisions.hpp"
#include "service/api/pending.hpp"
#include "service/engine/by_policy.hpp"

namespace prescore::service {
namespace {

using RespondAll = std::function<void(std::variant<std::vector<DecisionResult>, Problem>)>;

struct Place {
  /// Set once nothing is to be decided any more.
  std::optional<DecisionResult> result;
  ClientData data;
  /// It has its key, which must be given back.
  bool is_first = false;
};

/// Whether a version that decides asks the bank that.
bool is_wanted(const InForce& in_force, const std::string& question) {
  const auto asks = [&question](const ProgrammeHandle& version) {
    return version && std::ranges::find(version->bank_questions(), question) != version->bank_questions().end();
  };
  return asks(in_force.active) || asks(in_force.challenger);
}

class Job : public std::enable_shared_from_this<Job> {
 public:
  Job(Service& service, Asker asker, std::vector<DecisionRequest> requests, RespondAll respond)
      : service_(service),
        asker_(std::move(asker)),
        requests_(std::move(requests)),
        places_(requests_.size()),
        respond_(std::move(respond)) {}
  /// What was given up on the way: the next one may try again.
  ~Job() { give_back(not_recorded()); }
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  /// Throws StoreUnavailable; then `respond` is not called.
  void run();

 private:
  void take_keys(const std::vector<std::size_t>& asking);
  void look_up(std::size_t index);
  void ask(std::size_t index);
  /// `when` the journal looks at the decisions, if this was the last gap.
  void close_gap(Journal::Wake when = Journal::Wake::now);
  void decide_all(Journal::Wake when);
  void record(std::vector<std::size_t> made, Journal::Wake when);
  void answer();
  void fail(const Problem& problem);
  void give_back(const DecisionResult& where_unknown) noexcept;

  Service& service_;
  const Asker asker_;
  const std::vector<DecisionRequest> requests_;
  /// The one that the call began with.
  const std::shared_ptr<const Catalogue> catalogue_ = service_.catalogue();
  std::vector<Place> places_;
  std::shared_ptr<std::vector<NewDecision>> decisions_ = std::make_shared<std::vector<NewDecision>>();
  /// One more than there are gaps, until all were counted.
  std::atomic<std::size_t> gaps_ = 1;
  RespondAll respond_;
};

void Job::run() {
  std::vector<std::size_t> asking;
  for (std::size_t index = 0; index < requests_.size(); ++index) {
    if (needs_client_data(*catalogue_, requests_[index])) asking.push_back(index);
  }
  gaps_ += asking.size();
  take_keys(asking);
  try {
    for (const std::size_t index : asking) {
      if (places_[index].is_first) look_up(index);
    }
  } catch (const std::exception&) {
    // At once, and not when the last reference to this job is gone: those that follow it need not wait so long.
    give_back(not_recorded());
    throw;
  }
  // Nothing below throws: from here on the sources may answer.
  for (const std::size_t index : asking) {
    if (!places_[index].is_first) continue;
    if (places_[index].result) {
      close_gap();
    } else {
      ask(index);
    }
  }
  // On the thread of the request: what other requests submit meanwhile shares the commit (Api::pause).
  close_gap(Journal::Wake::later);
}

void Job::take_keys(const std::vector<std::size_t>& asking) {
  std::vector<PendingRequests::Entry> entries;
  entries.reserve(asking.size());
  for (const std::size_t index : asking) {
    const DecisionRequest& request = requests_[index];
    entries.push_back({asker_.caller, request.idempotency_key, request.hash,
                       [job = shared_from_this(), index](const DecisionResult& result) {
                         job->places_[index].result = result;
                         job->close_gap();
                       }});
  }
  const auto roles = service_.pending->begin(std::move(entries));
  for (std::size_t place = 0; place < asking.size(); ++place) {
    if (roles[place] == PendingRequests::Role::first) places_[asking[place]].is_first = true;
    if (roles[place] != PendingRequests::Role::key_reused) continue;
    places_[asking[place]].result = key_reused();
    close_gap();
  }
}

/// Finds out whether the request needs no source after all.
void Job::look_up(std::size_t index) {
  if (service_.clients == nullptr || service_.clients->is_free()) return;
  Place& place = places_[index];
  const DecisionRequest& request = requests_[index];
  const ProgrammeHandle& active = catalogue_->programmes.find(request.programme)->second.active;
  const auto issues = issues_of(*active, request.answers);
  if (const auto earlier = find_earlier(service_, asker_, request)) {
    place.result = result_of(*earlier, {});
  } else if (issues) {
    place.result = issues_problem(*active, *issues);
  }
}

void Job::ask(std::size_t index) {
  const DecisionRequest& request = requests_[index];
  if (service_.clients == nullptr || request.client.empty()) {
    places_[index].data.status = ClientData::Status::unavailable;
    return close_gap();
  }
  const InForce& in_force = catalogue_->programmes.find(request.programme)->second;
  ClientRequest wanted{request.client, in_force.active->bank_questions(), request.consent, asker_.trace,
                       service_.clock.now()};
  if (in_force.challenger) {
    for (const std::string& question : in_force.challenger->bank_questions()) {
      if (std::ranges::find(wanted.questions, question) == wanted.questions.end()) wanted.questions.push_back(question);
    }
  }
  service_.clients->find(std::move(wanted), [job = shared_from_this(), index, &in_force](ClientData data) {
    // What a connector knows besides is nothing to this decision, and is not recorded with it.
    std::erase_if(data.values, [&in_force](const ClientValue& value) { return !is_wanted(in_force, value.question); });
    job->places_[index].data = std::move(data);
    job->close_gap();
  });
}

void Job::close_gap(Journal::Wake when) {
  if (gaps_.fetch_sub(1, std::memory_order_acq_rel) > 1) return;
  try {
    decide_all(when);
  } catch (const StoreUnavailable&) {
    fail(not_recorded());
  } catch (const std::exception&) {
    fail({500, "bug", "The service has a bug and did not decide. Its log has the time of this request.", nullptr});
  }
}

void Job::decide_all(Journal::Wake when) {
  std::vector<std::size_t> made;
  for (std::size_t index = 0; index < requests_.size(); ++index) {
    Place& place = places_[index];
    if (place.result) continue;
    auto decided = make_decision(service_, asker_, requests_[index], *catalogue_, place.data);
    if (auto* decision = std::get_if<NewDecision>(&decided)) {
      made.push_back(index);
      decisions_->push_back(std::move(*decision));
      continue;
    }
    // Those that asked nobody were not looked up.
    const auto earlier = find_earlier(service_, asker_, requests_[index]);
    place.result = earlier ? result_of(*earlier, {}) : DecisionResult(std::get<Problem>(std::move(decided)));
  }
  if (made.empty()) return answer();
  record(std::move(made), when);
}

void Job::record(std::vector<std::size_t> made, Journal::Wake when) {
  const auto done = [job = shared_from_this(), made = std::move(made)](const auto& recorded) {
    if (recorded.empty()) return job->fail(not_recorded());
    for (std::size_t place = 0; place < made.size(); ++place) {
      NewDecision& decision = (*job->decisions_)[place];
      if (recorded[place].kind == Recorded::Kind::recorded) observe(job->service_.observer, decision);
      job->places_[made[place]].result = result_of(recorded[place], std::move(decision.answer));
    }
    job->answer();
  };
  if (!service_.journal.submit(decisions_, done, when)) fail(queue_full());
}

void Job::answer() {
  give_back(not_recorded());
  std::vector<DecisionResult> results;
  results.reserve(places_.size());
  // cppcheck-suppress constVariable
  for (Place& place : places_) results.push_back(std::move(*place.result));
  respond_(std::move(results));
}

void Job::fail(const Problem& problem) {
  give_back(problem);
  respond_(problem);
}

/// Gives every key back that the job has, with its answer or what is known instead.
void Job::give_back(const DecisionResult& where_unknown) noexcept {
  for (std::size_t index = 0; index < places_.size(); ++index) {
    if (!std::exchange(places_[index].is_first, false)) continue;
    const DecisionResult& result = places_[index].result ? *places_[index].result : where_unknown;
    service_.pending->finish(asker_.caller, requests_[index].idempotency_key, result);
  }
}

}  // namespace

void decide_with_client_data(Service& service, const Asker& asker, std::vector<DecisionRequest> requests,
                             RespondAll respond) {
  std::make_shared<Job>(service, asker, std::move(requests), std::move(respond))->run();
}

}  // namespace prescore::service
