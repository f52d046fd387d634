#include "service/store/sql_session.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>

#include <string_view>
#include <utility>

#include "service/base/crypto.hpp"
#include "service/store/gathered_log.hpp"
#include "service/store/log_statement.hpp"
#include "service/store/postgres_connection.hpp"

namespace prescore::service {
namespace {

/// How long a statement waits for a lock that another process holds, in milliseconds. Only a backup or a migration
/// holds one, and requests wait as long.
constexpr const char* kLockWait = "PRAGMA busy_timeout = 1000";

using std::chrono::milliseconds;

PostgresLimits limits_of(SessionUse use) {
  switch (use) {
    case SessionUse::read:
      return {milliseconds(1000), milliseconds(2000), true};
    case SessionUse::write:
      return {milliseconds(1000), milliseconds(3000), false};
    case SessionUse::walk:
      return {milliseconds(10'000), milliseconds(0), true};
    case SessionUse::load:
    case SessionUse::migrate:
      return {milliseconds(10'000), milliseconds(0), false};
  }
  return {};
}

std::string reason(const soci::soci_error& error) {
  if (const auto* postgres = dynamic_cast<const soci::postgresql_soci_error*>(&error)) {
    return postgres_reason(postgres->sqlstate());
  }
  // SOCI's own texts may quote what was bound to a statement. SQLite's result code tells enough.
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    return sqlite_error_text(sqlite->result());
  }
  return "the database does not answer";
}

/// The file as SQLite opens it: for writing by the system that gathers what goes into the log.
std::string opened_as(const std::string& file, SessionUse use) {
  std::string name = "file:";
  for (const char character : file) {
    constexpr std::string_view kMarks = "%?#";
    if (kMarks.find(character) == std::string_view::npos) {
      name += character;
    } else {
      name += '%' + hex({&character, 1});
    }
  }
  if (use == SessionUse::write) name.append("?vfs=").append(gathered_log_system());
  return name;
}

}  // namespace

void with_store_errors(const std::function<void()>& work) {
  try {
    work();
  } catch (const soci::soci_error& error) {
    const auto* postgres = dynamic_cast<const soci::postgresql_soci_error*>(&error);
    if (postgres != nullptr && postgres->sqlstate() == kUniqueViolation) throw StoreConflict(reason(error));
    throw StoreUnavailable(reason(error));
  }
}

milliseconds answer_limit(SessionUse use) noexcept {
  // A second more than the server's own limit: what the server ends itself leaves the connection whole.
  const milliseconds statement = limits_of(use).statement;
  return statement.count() == 0 ? statement : statement + milliseconds(1000);
}

std::string reading_connection(const DatabasePlace& place) {
  return connection_text(place, limits_of(SessionUse::read));
}

std::unique_ptr<soci::session> open_session(const DatabasePlace& place, SessionUse use) {
  if (place.is_postgres()) return open_postgres(place, limits_of(use));
  if (!std::filesystem::exists(place.file)) throw StoreUnavailable("the database " + place.file + " is not there");
  static const bool takes_uris = set_up_sqlite();
  std::unique_ptr<soci::session> session;
  with_store_errors([&] {
    session = std::make_unique<soci::session>(
        *soci::factory_sqlite3(), "dbname=\"" + (takes_uris ? opened_as(place.file, use) : place.file) + "\"");
    *session << kLockWait;
    *session << "PRAGMA trusted_schema = OFF";
    if (use == SessionUse::write) {
      std::string mode;
      *session << "PRAGMA journal_mode = WAL", soci::into(mode);
      *session << "PRAGMA synchronous = FULL";
      // What is erased, and what moves from one page to another, leaves no copy behind.
      int is_on = 0;
      *session << "PRAGMA secure_delete = ON", soci::into(is_on);
    } else {
      *session << "PRAGMA query_only = ON";
    }
  });
  return session;
}

int schema_version(soci::session& session) {
  int tables = 0;
  const bool is_sqlite = session.get_backend_name() == "sqlite3";
  session << (is_sqlite ? "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"
                        : "SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_version')"),
      soci::into(tables);
  if (tables == 0) return 0;
  int version = 0;
  session << "SELECT max(version) FROM schema_version", soci::into(version);
  return version;
}

void require_schema(soci::session& session, const DatabasePlace& place) {
  int version = 0;
  with_store_errors([&] { version = schema_version(session); });
  if (version == kSchemaVersion) return;
  const std::string tables = shown(place) + " has tables of version " + std::to_string(version) + ", and this program";
  if (version > kSchemaVersion) {
    throw StoreUnusable(tables + " knows version " + std::to_string(kSchemaVersion) +
                        ": run the newer prescore-service that made them");
  }
  throw StoreUnusable(tables + " needs version " + std::to_string(kSchemaVersion) + ": run prescore-service migrate");
}

FileWatch::FileWatch(std::string file)
    : file_(std::move(file)), main_(identity(file_)), log_(identity(file_ + "-wal")) {}

bool FileWatch::is_same() const noexcept { return identity(file_) == main_ && identity(file_ + "-wal") == log_; }

bool FileWatch::is_mixed() const noexcept {
  struct stat state {};
  const bool has_log = stat((file_ + "-wal").c_str(), &state) == 0 && state.st_size > 0;
  return has_log && identity(file_) != main_ && identity(file_ + "-wal") == log_;
}

std::string mixed_files(const DatabasePlace& place) {
  return "the database " + place.file + " is another one, and " + place.file +
         "-wal belongs to the one before: restore both files together";
}

FileWatch::Identity FileWatch::identity(const std::string& path) noexcept {
  struct stat state {};
  if (stat(path.c_str(), &state) != 0) return {};
  return {state.st_dev, state.st_ino};
}

}  // namespace prescore::service
