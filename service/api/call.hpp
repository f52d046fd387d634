// One call on its way: who asks, for what, and how the answer goes back.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "service/api/problem.hpp"
#include "service/api/routes.hpp"
#include "service/api/service.hpp"
#include "service/http/message.hpp"

namespace prescore::service {

struct Call : Admission {
  const RouteEntry* route = nullptr;
  /// What stood for each "*" of the route's path.
  std::vector<std::string> parts;
  std::string query;
  /// Of the caller's token.
  std::string caller;
  ScopeSet scopes = 0;
  std::string idempotency_key;
  std::string trace;
  /// Those of the path, where the request has another one.
  std::string allowed_methods;

  /// Whose decisions the caller sees; empty: those of every caller.
  [[nodiscard]] std::string whose() const { return may(Scope::read_all) ? std::string() : caller; }
  [[nodiscard]] bool may(Scope scope) const noexcept { return (scopes >> static_cast<unsigned>(scope) & 1U) != 0; }
};

/// Sends the answer. Called once for each call.
using Respond = Handler::Respond;

// The calls. Each answers at once or later, from any thread. Reading calls throw StoreUnavailable.
void decide_one(Service& service, const Call& call, const std::string& body, const Respond& respond);
void decide_batch(Service& service, const Call& call, const std::string& body, const Respond& respond);
[[nodiscard]] HttpAnswer show_decision(Service& service, const Call& call);
[[nodiscard]] HttpAnswer list_decisions(Service& service, const Call& call);
[[nodiscard]] HttpAnswer replay_decision(Service& service, const Call& call);
void review_decision(Service& service, const Call& call, const std::string& body, const Respond& respond);
[[nodiscard]] HttpAnswer list_reviews(Service& service, const Call& call);
void record_outcome(Service& service, const Call& call, const std::string& body, const Respond& respond);
void record_outcomes(Service& service, const Call& call, const std::string& body, const Respond& respond);
[[nodiscard]] HttpAnswer explain_decision(Service& service, const Call& call);
[[nodiscard]] HttpAnswer list_programmes(const Service& service);
[[nodiscard]] HttpAnswer show_programme(Service& service, const Call& call);
void change_programme(Service& service, const Call& call, const std::string& body, const Respond& respond);

}  // namespace prescore::service
