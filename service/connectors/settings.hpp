// The part "client_data" of the configuration: which connectors there are.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "json/json_place.hpp"
#include "service/connectors/breaker.hpp"

namespace prescore::service {

/// The service's own table of clients.
struct TableSettings {
  std::string name = "table";
  /// Empty: all that no other connector has.
  std::vector<std::string> questions;
};

/// One SELECT on a database of the bank.
struct SelectSettings {
  std::string name;
  /// The path of an SQLite file, or a connection string that begins with postgresql://.
  std::string database;
  /// Holds the password of a connection string; empty: it has none, or libpq finds it.
  std::filesystem::path password;
  /// With the parameter :client.
  std::string statement;
  std::vector<std::string> questions;
  /// From the question to the row, waiting included.
  std::chrono::milliseconds timeout{1'000};
  /// Each with a connection of its own.
  std::size_t threads = 2;
  /// Calls that may wait for a thread.
  std::size_t waiting = 100;
  BreakerSettings breaker;
};

/// Where one value stands in a bureau's answer.
struct BureauValue {
  std::string question;
  /// A JSON pointer (RFC 6901).
  std::string pointer;
};

/// A bureau that answers in JSON over HTTP.
struct BureauSettings {
  std::string name;
  /// With {client} once.
  std::string url;
  /// Holds the token that is sent as "Authorization: Bearer"; empty: none is sent.
  std::filesystem::path token;
  std::vector<BureauValue> values;
  /// Where the answer repeats the client's reference.
  std::string client_pointer;
  /// Where the answer has its date; empty: it is as of now.
  std::string as_of_pointer;
  /// It is asked only with the client's consent.
  bool needs_consent = false;
  /// Of one attempt.
  std::chrono::milliseconds timeout{2'000};
  /// Of all attempts, waiting included.
  std::chrono::milliseconds deadline{3'000};
  int attempts = 2;
  std::size_t answer_bytes = 65'536;
  /// Calls at a time.
  std::size_t at_once = 32;
  /// Calls that may wait for one of these to end.
  std::size_t waiting = 256;
  /// Certificates of authorities besides which none is believed; empty: those of the system.
  std::filesystem::path authorities;
  BreakerSettings breaker;
};

struct ClientDataSettings {
  std::optional<TableSettings> table;
  std::vector<SelectSettings> selects;
  std::vector<BureauSettings> bureaus;

  [[nodiscard]] bool is_empty() const noexcept { return !table && selects.empty() && bureaus.empty(); }
};

/// Reads the path of a file from its place in the configuration.
using ReadPath = std::function<std::filesystem::path(const JsonPlace&)>;

/// Reads the object at `place`. Reports all errors to the place's list, among them names and questions that two
/// connectors have, and addresses to which nothing may be sent in the open.
[[nodiscard]] ClientDataSettings read_client_data_settings(const JsonPlace& place, const ReadPath& read_path);

}  // namespace prescore::service
