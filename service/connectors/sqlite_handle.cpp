#include "service/connectors/sqlite_handle.hpp"

namespace prescore::service {
namespace {

void require_ok(int code) {
  if (code != SQLITE_OK) throw SqliteError(code);
}

}  // namespace

SqliteError::SqliteError(int code)
    : std::runtime_error("error " + std::to_string(code) + " of SQLite (" + sqlite3_errstr(code) + ")"), code_(code) {}

SqliteDatabase::SqliteDatabase(const std::string& name, int flags) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &database, flags, nullptr);
  // Also where it failed there is something to close.
  database_.reset(database);
  require_ok(code);
  run("PRAGMA trusted_schema = OFF");
}

void SqliteDatabase::run(const std::string& statements) {
  require_ok(sqlite3_exec(database_.get(), statements.c_str(), nullptr, nullptr, nullptr));
}

SqliteStatement::SqliteStatement(const SqliteDatabase& database, std::string_view text) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v2(database.get(), text.data(), static_cast<int>(text.size()), &statement, &rest);
  statement_.reset(statement);
  require_ok(code);
  const std::string_view left = text.substr(static_cast<std::size_t>(rest - text.data()));
  if (!statement_ || left.find_first_not_of(" \t\r\n;") != std::string_view::npos) throw SqliteError(SQLITE_MISUSE);
}

void SqliteStatement::bind(int place, std::string_view text) {
  require_ok(sqlite3_bind_text(statement_.get(), place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC));
}

void SqliteStatement::bind(int place, std::int64_t number) {
  require_ok(sqlite3_bind_int64(statement_.get(), place, number));
}

bool SqliteStatement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  // The extended code says more than the code.
  throw SqliteError(sqlite3_extended_errcode(sqlite3_db_handle(statement_.get())));
}

void SqliteStatement::run() {
  try {
    (void)step();
  } catch (...) {
    reset();
    throw;
  }
  reset();
}

void SqliteStatement::reset() noexcept { sqlite3_reset(statement_.get()); }

std::optional<std::string_view> SqliteStatement::text(int column) {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  if (text == nullptr) return std::nullopt;
  return std::string_view(reinterpret_cast<const char*>(text),
                          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

std::string sqlite_uri(const std::string& path, std::string_view options) {
  std::string uri = "file:";
  for (const char character : path) {
    if (character == '%') {
      uri += "%25";
    } else if (character == '?') {
      uri += "%3f";
    } else if (character == '#') {
      uri += "%23";
    } else {
      uri += character;
    }
  }
  return uri.append("?").append(options);
}

}  // namespace prescore::service
