#include "service/commands/configuration.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

#include "base/input_error.hpp"
#include "json/json_place.hpp"
#include "json/signatures_json.hpp"

namespace prescore::service {
namespace {

constexpr std::size_t kMaxProgrammes = 100;

std::filesystem::path read_path(const JsonPlace& place, const std::filesystem::path& folder) {
  const std::string text = place.text();
  const bool is_unfit = text.empty() || text.find_first_of(std::string_view("\"\0", 2)) != std::string::npos;
  if (place.is_present() && place.json().is_string() && is_unfit) {
    place.report("must be the path of a file, without quotation marks");
  }
  return folder / text;
}

ListenPlace read_listen(const JsonPlace& place, ListenPlace listen) {
  place.allow_keys({"address", "port"});
  if (place.has("address")) {
    listen.address = place.at("address").text();
    boost::system::error_code error;
    boost::asio::ip::make_address(listen.address, error);
    if (error) place.at("address").report("must be an address, as in 127.0.0.1, 0.0.0.0 or ::1");
  }
  if (place.has("port")) listen.port = static_cast<std::uint16_t>(place.at("port").integer(0, 65535));
  return listen;
}

TlsFiles read_tls(const JsonPlace& place, const std::filesystem::path& folder) {
  place.allow_keys({"certificate", "key", "client_authorities"});
  TlsFiles files{read_path(place.at("certificate"), folder).string(), read_path(place.at("key"), folder).string(), {}};
  if (place.has("client_authorities")) {
    files.client_authorities = read_path(place.at("client_authorities"), folder).string();
  }
  return files;
}

void read_signatures_wanted(const JsonPlace& place, const std::filesystem::path& folder, Configuration& configuration) {
  place.allow_keys({"require", "keys"});
  for (const JsonPlace& item : place.at("require").items({1, std::size(kRoles), "role"})) {
    const std::string role = item.text();
    const bool is_known = std::ranges::find(kRoles, role) != std::end(kRoles);
    if (item.is_present() && item.json().is_string() && !is_known) item.report("must be \"analyst\" or \"validator\"");
    configuration.signing_roles.push_back(role);
  }
  configuration.trusted_keys = read_path(place.at("keys"), folder);
}

Rate read_rate(const JsonPlace& place) {
  place.allow_keys({"per_second", "burst"});
  Rate rate;
  if (place.has("per_second")) rate.per_second = place.at("per_second").number(0.001, 1e6);
  if (place.has("burst")) rate.burst = place.at("burst").number(1, 1e6);
  return rate;
}

std::chrono::milliseconds read_seconds(const JsonPlace& place, double minimum) {
  return std::chrono::milliseconds(static_cast<std::int64_t>(place.number(minimum, 3600) * 1000));
}

HttpLimits read_limits_of_http(const JsonPlace& place) {
  place.allow_keys({"head_bytes", "connections", "head_seconds", "body_seconds", "idle_seconds", "write_seconds"});
  HttpLimits limits;
  if (place.has("head_bytes"))
    limits.head_bytes = static_cast<std::size_t>(place.at("head_bytes").integer(1024, 65536));
  if (place.has("connections"))
    limits.connections = static_cast<std::size_t>(place.at("connections").integer(1, 100'000));
  if (place.has("head_seconds")) limits.head_time = read_seconds(place.at("head_seconds"), 0.1);
  if (place.has("body_seconds")) limits.body_time = read_seconds(place.at("body_seconds"), 0.1);
  if (place.has("idle_seconds")) limits.idle_time = read_seconds(place.at("idle_seconds"), 0.1);
  if (place.has("write_seconds")) limits.write_time = read_seconds(place.at("write_seconds"), 0.1);
  return limits;
}

void read_stop(const JsonPlace& place, Configuration& configuration) {
  place.allow_keys({"delay_seconds", "finish_seconds"});
  if (place.has("delay_seconds")) configuration.stop_delay = read_seconds(place.at("delay_seconds"), 0);
  if (place.has("finish_seconds")) configuration.limits.drain_time = read_seconds(place.at("finish_seconds"), 0.1);
}

DatabasePlace read_database(const JsonPlace& root, const std::filesystem::path& folder) {
  const JsonPlace place = root.at("database");
  DatabasePlace database;
  if (place.is_present() && place.json().is_string() && is_connection_string(place.text())) {
    database.connection = place.text();
    // libpq's own reason may quote the password.
    if (!is_valid_connection(database.connection)) {
      place.report("cannot be read as a connection string, as in postgresql://service@db.bank:5432/prescore");
    }
  } else {
    database.file = read_path(place, folder).string();
  }
  if (!root.has("database_password")) return database;
  if (!database.is_postgres()) root.at("database_password").report("belongs to a database of PostgreSQL");
  return database;
}

Configuration read_root(const JsonPlace& root, const std::filesystem::path& folder) {
  root.allow_keys({"$schema", "listen", "operators", "database", "database_password", "request_key", "tokens", "tls",
                   "signatures", "programmes", "client_data", "workers", "queue", "rate", "limits", "stop"});
  Configuration configuration;
  if (root.has("listen")) configuration.callers = read_listen(root.at("listen"), configuration.callers);
  if (root.has("operators")) configuration.operators = read_listen(root.at("operators"), {"127.0.0.1", 9090});
  configuration.database = read_database(root, folder);
  if (root.has("database_password")) configuration.database_password = read_path(root.at("database_password"), folder);
  configuration.request_key = configuration.database.file + ".key";
  if (root.has("request_key")) {
    configuration.request_key = read_path(root.at("request_key"), folder);
  } else if (configuration.database.is_postgres()) {
    root.report("needs \"request_key\": all that serve from one database must have the same key");
  }
  if (root.has("tokens")) configuration.tokens = read_path(root.at("tokens"), folder);
  if (root.has("tls")) configuration.tls = read_tls(root.at("tls"), folder);
  if (root.has("signatures")) read_signatures_wanted(root.at("signatures"), folder, configuration);
  if (root.has("programmes")) {
    for (const JsonPlace& item : root.at("programmes").items({0, kMaxProgrammes, "programme"})) {
      configuration.programmes.push_back(read_path(item, folder));
    }
  }
  if (root.has("client_data")) {
    const auto read = [&folder](const JsonPlace& place) { return read_path(place, folder); };
    configuration.client_data = read_client_data_settings(root.at("client_data"), read);
  }
  if (root.has("workers")) configuration.workers = static_cast<std::size_t>(root.at("workers").integer(1, 256));
  if (root.has("queue")) configuration.queue = static_cast<std::size_t>(root.at("queue").integer(1, 1'000'000));
  if (root.has("rate")) configuration.rate = read_rate(root.at("rate"));
  if (root.has("limits")) configuration.limits = read_limits_of_http(root.at("limits"));
  if (root.has("stop")) read_stop(root.at("stop"), configuration);
  return configuration;
}

}  // namespace

Configuration read_configuration(const NamedText& file, const std::filesystem::path& folder) {
  ErrorList errors;
  Configuration configuration;
  const Json document = read_json(file, &errors);
  if (!document.is_discarded()) configuration = read_root(JsonPlace(document, file.name, &errors), folder);
  errors.throw_if_any(file.name);
  check_configuration(configuration);
  return configuration;
}

void check_configuration(const Configuration& configuration) {
  const auto address = boost::asio::ip::make_address(configuration.callers.address);
  const bool has_certificates = configuration.tls && !configuration.tls->client_authorities.empty();
  if (!address.is_loopback() && configuration.tokens.empty()) {
    throw InputError("others can reach " + configuration.callers.address +
                     ", so callers must be known: name a file with \"tokens\" (prescore-service token makes one" +
                     (has_certificates ? "; it also says which certificate belongs to which caller)" : ")"));
  }
}

}  // namespace prescore::service
