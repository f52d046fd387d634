// What all calls share that make decisions.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "service/api/bodies.hpp"
#include "service/api/call.hpp"
#include "service/engine/client_data.hpp"

namespace prescore::service {

/// What a decision needs of its call, which may be over before it is made.
struct Asker {
  std::string caller;
  bool may_see_pd = false;
  std::string trace;
};
[[nodiscard]] Asker asker_of(const Call& call);

/// The answer to one request for a decision, as it is sent, or why there is none.
struct DecisionAnswer {
  std::string text;
  /// The request was answered before.
  bool is_replayed = false;
};
using DecisionResult = std::variant<DecisionAnswer, Problem>;

/// The same request has the same hash. All below need it.
void set_hash(const Service& service, DecisionRequest& request);

/// Whether client data are to be found before the request can be decided: its programme or the challenger asks the
/// bank.
[[nodiscard]] bool needs_client_data(const Catalogue& catalogue, const DecisionRequest& request);

/// Decides; what is to be recorded, or a problem. `data` are what a source found; not_needed where none was asked.
[[nodiscard]] std::variant<NewDecision, Problem> make_decision(Service& service, const Asker& asker,
                                                               const DecisionRequest& request,
                                                               const Catalogue& catalogue, const ClientData& data);

/// What was recorded for the request's key before. Throws StoreUnavailable.
[[nodiscard]] std::optional<Recorded> find_earlier(Service& service, const Asker& asker,
                                                   const DecisionRequest& request);

/// Counts what was recorded for the first time.
void observe(Observer& observer, const NewDecision& decision);

/// `answer` is that of the decision that was to be recorded.
[[nodiscard]] DecisionResult result_of(const Recorded& recorded, std::string answer);

/// The answer to a call with one decision, and the place that it has in a batch.
[[nodiscard]] HttpAnswer single_answer(DecisionResult result);
[[nodiscard]] Json batch_item(const DecisionResult& result);

/// All issues of a request's answers to the programme.
[[nodiscard]] Problem issues_problem(const LoadedProgramme& programme, const std::vector<Issue>& issues);

// Nothing was decided, and the same request may be sent again.
[[nodiscard]] Problem queue_full();
[[nodiscard]] Problem not_recorded();
[[nodiscard]] Problem key_reused();

/// Decides all requests of one call, at least one of which needs client data, and calls `respond` once with their
/// results, in their order; or with a problem where what was decided could not be recorded.
void decide_with_client_data(Service& service, const Asker& asker, std::vector<DecisionRequest> requests,
                             std::function<void(std::variant<std::vector<DecisionResult>, Problem>)> respond);

}  // namespace prescore::service
