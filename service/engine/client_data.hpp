// What the bank itself knows about a client: how it is asked for, and what comes back.
//
// Terms: *client data* are the values of the questions that a programme marks with `"from": "client_data"`. A
// *connector* is one place that has such values: the bank's table of clients, a SELECT on its own schema, a bureau. A
// *source* asks the connectors and answers once.
// Who judges what: the source finds values and never judges them. Whether they are too old or outside the
// questionnaire, the engine judges, since the programme says so.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/base/moment.hpp"

namespace prescore::service {

/// One value as the bank writes it.
struct ClientValue {
  /// The question's id. Values of questions that were not asked for are ignored.
  std::string question;
  /// A number as programs write it, with a decimal point: "0.125", "50000". A choice: the id of its option, or, where
  /// data files hold it in one column, the cell of its option. Empty or blank: not known.
  std::string text;
};

/// One call of a connector, the cached and the failed ones too. It is recorded with the decision.
struct ConnectorCall {
  /// The connector's name in the configuration.
  std::string connector;
  /// A word of a closed set, such as `found`, `not_found`, `timeout` or `wrong_values`; never a value or a message.
  std::string outcome;
  /// How often it was tried; 0 where it was not asked at all.
  int attempts = 0;
  /// From the first try to the end of the last one.
  std::int64_t milliseconds = 0;
};

/// The client's agreement that a bureau is asked.
struct Consent {
  /// The version of the wording that the client agreed to: [A-Za-z0-9._-]{1,64}.
  std::string wording;
  /// When: RFC 3339 in UTC, as it came.
  std::string given_at;
};

/// What a source found, and what the engine then made of it.
struct ClientData {
  enum class Status : std::uint8_t {
    /// The programme asks for no client data.
    not_needed,
    /// There are values, and they may be used.
    found,
    /// The connectors answered, and none knows the client.
    not_found,
    /// There are values, and one is older than its question allows. Only the engine says so.
    stale,
    /// No connector answered, none is configured, the request names no client, or the values are wrong.
    unavailable,
  };
  Status status = Status::not_needed;
  /// The name of the connector that answered; empty where none did.
  std::string source;
  /// The oldest of the values used. Nothing where it is not known: the values are then too old for every question with
  /// a `maximum_age_days`.
  std::optional<Moment> as_of;
  std::vector<ClientValue> values;
  std::vector<ConnectorCall> calls;
};

/// The name of a status in answers and in the log.
[[nodiscard]] std::string_view name(ClientData::Status status) noexcept;

/// What is recorded with a decision that client data were asked for: {"status", "source", "as_of": a time or null,
/// "values": {question: text}, "consent": {"wording", "given_at"}, "calls": [{"connector", "outcome", "attempts",
/// "milliseconds"}]}; without consent there is no such member.
[[nodiscard]] std::string enrichment_text(const ClientData& data, const std::optional<Consent>& consent);

/// The same back, without calls and consent; not_needed for "{}". Throws a std::exception where it is not such a text.
[[nodiscard]] ClientData read_enrichment(std::string_view enrichment);

/// What a source is asked.
struct ClientRequest {
  /// The bank's reference of the client; never empty.
  std::string client;
  /// The ids of the questions whose values are wanted.
  std::vector<std::string> questions;
  std::optional<Consent> consent;
  /// The trace-id of the request, to be passed on; empty where there is none.
  std::string trace;
  /// The time of the decision.
  Moment now = 0;
};

/// Asks the connectors. Implemented in service/connectors/.
class ClientSource {
 public:
  ClientSource() = default;
  virtual ~ClientSource() = default;
  ClientSource(const ClientSource&) = delete;
  ClientSource& operator=(const ClientSource&) = delete;

  /// Calls `done` exactly once, from any thread, also at once: with the status found, not_found or unavailable. Never
  /// throws. Safe to call from any number of threads.
  virtual void find(ClientRequest request, std::function<void(ClientData)> done) = 0;

  /// Whether it may be asked again about a request that was answered before: it asks nobody outside and costs no more
  /// than to look for that answer.
  [[nodiscard]] virtual bool is_free() const noexcept { return false; }
};

}  // namespace prescore::service
