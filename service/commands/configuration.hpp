// The configuration file: service/configuration.schema.json describes it for editors.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/named_text.hpp"
#include "service/api/rate_limit.hpp"
#include "service/connectors/settings.hpp"
#include "service/http/server.hpp"
#include "service/store/sql_store.hpp"

namespace prescore::service {

struct Configuration {
  ListenPlace callers{"127.0.0.1", 8080};
  /// For metrics and health; none where the file names none.
  std::optional<ListenPlace> operators;
  /// Its password is not read yet.
  DatabasePlace database;
  /// Holds the password of PostgreSQL; empty: libpq's own places, or none.
  std::filesystem::path database_password;
  /// Holds the key of request hashes; made at the first start.
  std::filesystem::path request_key;
  /// Empty: no token is asked for, which only works on this machine.
  std::filesystem::path tokens;
  std::optional<TlsFiles> tls;
  /// Who must have signed a version before it becomes active, and where the trusted keys are; no roles: nobody.
  std::vector<std::string> signing_roles;
  std::filesystem::path trusted_keys;
  /// Models, packed or JSON, released at the first start of a database that does not know their programme.
  std::vector<std::filesystem::path> programmes;
  /// Where values of clients come from; empty: nowhere.
  ClientDataSettings client_data;
  std::size_t workers = 2;
  std::size_t queue = 10'000;
  Rate rate;
  HttpLimits limits;
  /// Between SIGTERM, which ends readiness, and the end of accepting: time for a load balancer to notice.
  std::chrono::milliseconds stop_delay{0};
};

/// Reads a configuration; its paths are relative to `folder`. Throws InputError with all errors and their places.
[[nodiscard]] Configuration read_configuration(const NamedText& file, const std::filesystem::path& folder);

/// Throws InputError where the settings do not go together: an address that others reach, without tokens.
void check_configuration(const Configuration& configuration);

}  // namespace prescore::service
