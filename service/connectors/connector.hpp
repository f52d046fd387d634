// One place that has values about clients, and what a call of it comes to.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/engine/client_data.hpp"

namespace prescore::service {

/// What became of one call. The names are recorded and counted: a closed set.
enum class CallOutcome : std::uint8_t {
  /// There are values.
  found,
  /// The client is not known there.
  not_found,
  /// It is asked only with the client's consent, and there was none.
  no_consent,
  /// The circuit breaker is open: it was not asked.
  breaker_open,
  /// More calls wait than may: it was not asked.
  queue_full,
  /// No connection, or it broke.
  unreachable,
  /// Its time was over.
  timeout,
  /// A status of 500 or above, or an error of the database.
  server_error,
  /// Another status than 200, 404 and those above, a redirect among them.
  refused,
  /// The answer is larger than it may be.
  too_large,
  /// The answer is not what the configuration says it is.
  wrong_answer,
  /// The answer is about another client.
  other_client,
  /// The SELECT gave more than one row.
  several_rows,
};

/// `found`, `not_found` and so on.
[[nodiscard]] std::string_view name(CallOutcome outcome) noexcept;
[[nodiscard]] std::span<const CallOutcome> all_call_outcomes() noexcept;

/// Whether the place did its work: a client that is not known is no failure.
[[nodiscard]] constexpr bool is_answer(CallOutcome outcome) noexcept {
  return outcome == CallOutcome::found || outcome == CallOutcome::not_found;
}

/// What a connector gives back.
struct Answered {
  CallOutcome outcome = CallOutcome::unreachable;
  int attempts = 0;
  std::int64_t milliseconds = 0;
  /// Who says so: the connector, or, of the table, what was loaded.
  std::string source;
  /// As of when the values are; only with `found`.
  std::optional<Moment> as_of;
  /// Only with `found`: one for each question of the connector, without text where the value is not known.
  std::vector<ClientValue> values;
};

class Connector {
 public:
  using Done = std::function<void(Answered)>;

  /// `questions`: empty where it takes those that no other connector has.
  Connector(std::string name, std::vector<std::string> questions)
      : name_(std::move(name)), questions_(std::move(questions)) {}
  virtual ~Connector() = default;
  Connector(const Connector&) = delete;
  Connector& operator=(const Connector&) = delete;

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::vector<std::string>& questions() const noexcept { return questions_; }
  /// `table`, `select` or `http`.
  [[nodiscard]] virtual std::string_view kind() const noexcept = 0;

  /// Calls `done` once, from any thread, also at once. Never throws and never waits for another machine.
  virtual void ask(std::shared_ptr<const ClientRequest> request, Done done) = 0;

  /// As ClientSource::is_free.
  [[nodiscard]] virtual bool is_free() const noexcept { return false; }

 private:
  std::string name_;
  std::vector<std::string> questions_;
};

}  // namespace prescore::service
