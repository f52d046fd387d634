#include "service/api/api.hpp"

#include <utility>

#include "service/api/bodies.hpp"
#include "service/api/call.hpp"
#include "service/api/openapi.hpp"
#include "service/http/request_rules.hpp"

namespace prescore::service {
namespace {

bool belongs_to(Listener listener, Route route) noexcept {
  const bool is_health = route == Route::live || route == Route::ready;
  if (listener == Listener::operators) return is_health || route == Route::metrics;
  return route != Route::metrics;
}

/// The media type without its parameters.
bool is_json(std::string_view content_type) noexcept {
  constexpr std::string_view kJson = "application/json";
  return content_type.starts_with(kJson) && (content_type.size() == kJson.size() || content_type[kJson.size()] == ';' ||
                                             content_type[kJson.size()] == ' ');
}

/// What forbids the call; nothing where it may go on.
std::optional<Problem> find_route_of(const RequestHead& head, Listener listener, Call& call) {
  const RouteMatch match = find_route(head.method, head.target);
  if (match.entry == nullptr || !belongs_to(listener, match.entry->route)) {
    // What does not belong to this listener is not there at all.
    if (match.entry == nullptr && match.path_exists) {
      call.allowed_methods = match.allowed_methods;
      return Problem{405, "method", "This path takes another method: see the header Allow.", nullptr};
    }
    return Problem{404, "unknown_path", "There is no such call: see /openapi.yaml.", nullptr};
  }
  call.route = match.entry;
  call.parts.assign(match.parts.begin(), match.parts.end());
  call.query = match.query;
  call.body_limit = match.entry->body_limit;
  return std::nullopt;
}

std::optional<Problem> know_caller(const Service& service, const RequestHead& head, Call& call) {
  const Tokens& tokens = *service.tokens();
  const Caller* caller = tokens.find(head.header("authorization"), head.certificate_subject);
  if (caller != nullptr) {
    call.caller = caller->name;
    call.scopes = caller->scopes;
  } else if (service.settings.open_to_local) {
    if (!is_for_local_host(head)) {
      return Problem{403, "host", "Without tokens the header Host must name this machine, as localhost does.", nullptr};
    }
    call.caller = "local";
    call.scopes = 0xff;
  }
  if (!call.route->scope) return std::nullopt;
  if (call.caller.empty()) {
    return Problem{401, "token", "The header Authorization must hold Bearer and a token of this service.", nullptr};
  }
  if (!call.may(*call.route->scope)) {
    return Problem{403, "scope", "The token lacks the scope " + std::string(name(*call.route->scope)) + ".", nullptr};
  }
  return std::nullopt;
}

std::optional<Problem> check_headers(const RequestHead& head, Call& call) {
  if (call.route->route == Route::decide || call.route->route == Route::review_decision) {
    const auto key = head.header("idempotency-key");
    if (!key || !is_idempotency_key(*key)) {
      return Problem{400, "idempotency_key", "The header Idempotency-Key must hold 16 to 64 of A-Z, a-z, 0-9, _ and -.",
                     nullptr};
    }
    call.idempotency_key = *key;
  }
  if (call.route->body_limit == 0 || call.route->route == Route::add_version) return std::nullopt;
  if (!is_json(head.header("content-type").value_or(""))) {
    return Problem{415, "content_type", "The body must be JSON, and the header Content-Type application/json.",
                   nullptr};
  }
  return std::nullopt;
}

HttpAnswer health(bool is_well) {
  if (is_well) return json_answer(200, "{\"status\":\"ok\"}\n");
  return to_answer(
      {503, "not_ready", "No programme is active, the database cannot be written, or the service stops.", nullptr});
}

/// Nothing where the database does not answer: the other metrics must be there all the same.
std::optional<std::int64_t> open_reviews(Service& service) {
  try {
    return service.entries.open_reviews();
  } catch (const StoreUnavailable&) {
    return std::nullopt;
  }
}

std::string open_api() {
  std::string text;
  for (const std::string_view part : kOpenApiParts) text += part;
  return text;
}

/// The calls that only read.
HttpAnswer read_answer(Service& service, const Call& call) {
  switch (call.route->route) {
    case Route::list_decisions:
      return list_decisions(service, call);
    case Route::show_decision:
      return show_decision(service, call);
    case Route::replay_decision:
      return replay_decision(service, call);
    case Route::list_reviews:
      return list_reviews(service, call);
    case Route::explain_decision:
      return explain_decision(service, call);
    case Route::list_programmes:
      return list_programmes(service);
    case Route::show_programme:
      return show_programme(service, call);
    case Route::live:
      return health(true);
    case Route::ready:
      return health(service.is_ready());
    case Route::openapi:
      return {200, "application/yaml", open_api(), {}};
    case Route::metrics:
      return {200,
              "text/plain; version=0.0.4",
              service.observer.metrics({service.connections(), service.journal.waiting(), service.journal.head().place,
                                        service.journal.commits(), service.is_ready(), open_reviews(service)}),
              {}};
    default:
      return to_answer({500, "bug", "The service has a bug: this call has no answer.", nullptr});
  }
}

void dispatch(Service& service, const Call& call, const std::string& body, const Handler::Respond& respond) {
  switch (call.route->route) {
    case Route::decide:
      return decide_one(service, call, body, respond);
    case Route::decide_batch:
      return decide_batch(service, call, body, respond);
    case Route::review_decision:
      return review_decision(service, call, body, respond);
    case Route::record_outcome:
      return record_outcome(service, call, body, respond);
    case Route::record_outcomes:
      return record_outcomes(service, call, body, respond);
    case Route::add_version:
    case Route::propose_active:
    case Route::approve_active:
    case Route::withdraw:
    case Route::set_challenger:
    case Route::end_challenger:
      return change_programme(service, call, body, respond);
    default:
      return respond(read_answer(service, call));
  }
}

}  // namespace

std::shared_ptr<Admission> Api::admit(const RequestHead& head) noexcept {
  auto call = std::make_shared<Call>();
  if (const auto parent = head.header("traceparent")) call->trace = trace_id(*parent);
  auto problem = find_route_of(head, listener_, *call);
  if (!problem) problem = know_caller(service_, head, *call);
  if (!problem) problem = check_headers(head, *call);
  if (problem) call->refusal = to_answer(*problem);
  if (!call->allowed_methods.empty()) call->refusal->headers.emplace_back("Allow", call->allowed_methods);
  return call;
}

void Api::handle(const std::shared_ptr<Admission>& admission, std::string body, Respond respond) noexcept {
  const auto call = std::static_pointer_cast<const Call>(admission);
  try {
    dispatch(service_, *call, body, respond);
  } catch (const StoreUnavailable&) {
    respond(to_answer({503, "store", "The database does not answer. Try again.", nullptr}));
  } catch (const std::exception&) {
    respond(to_answer(
        {500, "bug", "The service has a bug and did not decide. Its log has the time of this request.", nullptr}));
  }
}

HttpAnswer Api::refuse(unsigned status, std::string_view reason) noexcept {
  return to_answer({status, "http", std::string(reason), nullptr});
}

void Api::finished(const Admission* admission, const Finished& finished) noexcept {
  const auto* call = static_cast<const Call*>(admission);
  const bool has_route = call != nullptr && call->route != nullptr;
  service_.observer.request(
      {has_route ? call->route->name : "none", finished.status, finished.duration, finished.answer_bytes,
       call == nullptr ? "" : std::string_view(call->caller), call == nullptr ? "" : std::string_view(call->trace)},
      service_.clock.now());
}

void Api::pause() noexcept {
  service_.journal.wake();
  service_.observer.flush();
}

}  // namespace prescore::service
