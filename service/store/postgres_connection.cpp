#include "service/store/postgres_connection.hpp"

#include <fcntl.h>
#include <soci/postgresql/soci-postgresql.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "service/store/store.hpp"

namespace prescore::service {
namespace {

using Moments = std::chrono::steady_clock;

/// The settings of a connection by their names in libpq.
using Settings = std::map<std::string, std::string>;

/// Nothing where libpq does not understand the connection string.
std::optional<Settings> settings_of(const std::string& connection) {
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(
      PQconninfoParse(connection.c_str(), nullptr), PQconninfoFree);
  if (!options) return std::nullopt;
  Settings settings;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) settings[option->keyword] = option->val;
  }
  return settings;
}

/// As a connection string in which only letters and digits stand for themselves: SOCI cuts strings at spaces.
std::string text_of(const Settings& settings) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text = "postgresql:///";
  for (const auto& [name, value] : settings) {
    text += (text.back() == '/' ? "?" : "&") + name + "=";
    for (const char character : value) {
      const auto byte = static_cast<unsigned char>(character);
      if (std::isalnum(byte) != 0) {
        text += character;
      } else {
        text += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
      }
    }
  }
  return text;
}

/// The settings of the connection string, ours where it leaves them open, and ours alone where everything depends on
/// them.
Settings complete(Settings settings, const DatabasePlace& place, const PostgresLimits& limits) {
  if (!place.password.empty()) settings["password"] = place.password;
  settings.try_emplace("connect_timeout", "3");
  settings.try_emplace("application_name", "prescore-service");
  // A server that vanished is noticed, and it notices that we did: it holds the chain of a dead connection until then.
  settings.try_emplace("keepalives_idle", "10");
  settings.try_emplace("keepalives_interval", "5");
  settings.try_emplace("keepalives_count", "3");
  settings["client_encoding"] = "UTF8";
  std::string& options = settings["options"];
  const auto set = [&options](const std::string& name, const std::string& value) {
    options += " -c " + name + "=" + value;
  };
  set("lock_timeout", std::to_string(limits.lock.count()));
  set("statement_timeout", std::to_string(limits.statement.count()));
  set("idle_in_transaction_session_timeout", "60000");
  set("tcp_keepalives_idle", "10");
  set("tcp_keepalives_interval", "5");
  set("tcp_keepalives_count", "3");
  set("default_transaction_isolation", "read\\ committed");
  set("default_transaction_read_only", limits.is_read_only ? "on" : "off");
  set("standard_conforming_strings", "on");
  // Every statement on many rows has its index. Before the server has counted a new table it would read all of it.
  for (const char* plan : {"enable_seqscan", "enable_hashjoin", "enable_mergejoin"}) set(plan, "off");
  return settings;
}

/// The first line of what libpq says: later ones belong to further addresses of the same server.
std::string first_line(const std::string& message) {
  const std::size_t begin = message.find('\n') + 1;
  return message.substr(begin, message.find('\n', begin) - begin);
}

/// The one thread that cuts connections, started with the first deadline.
class Watchdog {
 public:
  static Watchdog& instance() {
    static Watchdog watchdog;
    return watchdog;
  }

  void add(int socket, Moments::time_point end) {
    const std::lock_guard lock(mutex_);
    const bool is_first = ends_.empty();
    ends_[socket] = end;
    if (is_first) wake_.notify_one();
  }

  void remove(int socket) {
    const std::lock_guard lock(mutex_);
    ends_.erase(socket);
  }

 private:
  /// How late a connection may be cut.
  static constexpr std::chrono::milliseconds kStep{100};

  Watchdog() : thread_([this](const std::stop_token& stop) { run(stop); }) {}

  void run(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, stop, [this] { return !ends_.empty(); })) {
      const auto now = Moments::now();
      for (const auto& [socket, end] : ends_) {
        if (end <= now) shutdown(socket, SHUT_RDWR);
      }
      wake_.wait_for(lock, stop, kStep, [] { return false; });
    }
  }

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::map<int, Moments::time_point> ends_;
  std::jthread thread_;
};

struct StateMeaning {
  std::string_view state;
  // cppcheck-suppress unusedStructMember
  std::string_view meaning;
};

/// What people can do something about. Two characters stand for a whole class.
constexpr StateMeaning kMeanings[] = {
    {"0A000", "this server cannot do that: PostgreSQL 13 or newer is needed"},
    {"25006", "it is read-only: a standby, or set so"},
    {"28", "the server does not let this role in"},
    {"3D000", "there is no such database"},
    {"3F000", "the schema is not there"},
    {"42501",
     "the role lacks a right: run migrate as the owner of the tables, with --service-role, --eraser-role and "
     "--loader-role"},
    {"42P01", "a table is missing: run prescore-service migrate"},
    {"42P07", "a table of this name is there already: use a database or a schema of its own"},
    {"53100", "the disk is full"},
    {"53300", "too many connections"},
    {"53", "the server lacks memory or disk"},
    {"55P03", "a table or row is locked"},
    {"57014", "the statement took too long"},
    {"57P", "the server is stopping or starting"},
    {"08", "the connection was lost"},
};

}  // namespace

bool is_connection_string(std::string_view text) noexcept {
  return text.starts_with("postgresql://") || text.starts_with("postgres://");
}

bool is_valid_connection(const std::string& connection) noexcept { return settings_of(connection).has_value(); }

std::string shown(const DatabasePlace& place) {
  if (!place.is_postgres()) return place.file;
  Settings settings = settings_of(place.connection).value_or(Settings());
  const auto take = [&settings](const char* name, const std::string& before) {
    return settings[name].empty() ? "" : before + settings[name];
  };
  const std::string user = settings["user"].empty() ? "" : settings["user"] + "@";
  if (settings["host"].starts_with('/')) {
    return "postgresql://" + user + take("dbname", "/") + take("host", "?host=") + take("port", "&port=");
  }
  return "postgresql://" + user + settings["host"] + take("port", ":") + take("dbname", "/");
}

std::string connection_text(const DatabasePlace& place, const PostgresLimits& limits) {
  const auto settings = settings_of(place.connection);
  if (!settings) throw StoreUnusable("the connection string of the database cannot be read");
  return text_of(complete(*settings, place, limits));
}

std::unique_ptr<soci::session> open_postgres(const DatabasePlace& place, const PostgresLimits& limits) {
  const std::string text = connection_text(place, limits);
  try {
    auto session = std::make_unique<soci::session>(*soci::factory_postgresql(), text);
    // Without this libpq writes the server's notices to our standard error.
    PQsetNoticeProcessor(
        connection_of(*session), [](void*, const char*) {}, nullptr);
    return session;
  } catch (const soci::soci_error& error) {
    throw StoreUnavailable("the database " + shown(place) + " cannot be reached: " + first_line(error.what()));
  }
}

PGconn* connection_of(soci::session& session) noexcept {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

bool is_broken(soci::session& session) noexcept { return PQstatus(connection_of(session)) != CONNECTION_OK; }

std::string postgres_reason(const std::string& state) {
  const auto meaning = std::ranges::find_if(
      kMeanings, [&](const StateMeaning& one) { return std::string_view(state).starts_with(one.state); });
  if (state.find_first_not_of(' ') == std::string::npos) return "the connection to the database was lost";
  return "the database gave error " + state + " of PostgreSQL" +
         (meaning == std::end(kMeanings) ? "" : " (" + std::string(meaning->meaning) + ")");
}

AnswerDeadline::AnswerDeadline(soci::session& session, std::chrono::milliseconds limit) : limit_(limit) {
  const int socket = PQsocket(connection_of(session));
  if (limit.count() == 0 || socket < 0) return;
  socket_ = fcntl(socket, F_DUPFD_CLOEXEC, 0);
  extend();
}

void AnswerDeadline::extend() {
  if (socket_ >= 0) Watchdog::instance().add(socket_, Moments::now() + limit_);
}

AnswerDeadline::~AnswerDeadline() {
  if (socket_ < 0) return;
  Watchdog::instance().remove(socket_);
  close(socket_);
}

}  // namespace prescore::service
