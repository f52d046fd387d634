#include "service/store/log_statement.hpp"

#include "service/store/store.hpp"

namespace prescore::service {
namespace {

/// Statements that are kept for as long as their connection.
constexpr unsigned kIsKept = SQLITE_PREPARE_PERSISTENT;

[[noreturn]] void fail(int code) { throw StoreUnavailable(sqlite_error_text(code)); }

}  // namespace

std::string sqlite_error_text(int code) {
  return "the database gave error " + std::to_string(code) + " of SQLite (" + sqlite_api::sqlite3_errstr(code) + ")";
}

bool set_up_sqlite() noexcept {
  sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
  sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  // Names that begin with "file:" may name a file system (gathered_log.hpp).
  return sqlite_api::sqlite3_config(SQLITE_CONFIG_URI, 1) == SQLITE_OK;
}

LogStatement::LogStatement(soci::session& session, std::string_view text)
    : connection_(static_cast<soci::sqlite3_session_backend&>(*session.get_backend()).conn_) {
  const int code = sqlite_api::sqlite3_prepare_v3(connection_, text.data(), static_cast<int>(text.size()), kIsKept,
                                                  &statement_, nullptr);
  if (code != SQLITE_OK) fail(code);
}

LogStatement::~LogStatement() { sqlite_api::sqlite3_finalize(statement_); }

int LogStatement::run() {
  while (step()) {
  }
  end();
  return sqlite_api::sqlite3_changes(connection_);
}

bool LogStatement::read(std::string& first, std::string& second) {
  bool has_row = false;
  while (step()) {
    first = column(0);
    second = column(1);
    has_row = true;
  }
  end();
  return has_row;
}

void LogStatement::bind_at(int place, std::string_view text) {
  // Without bytes to point at, SQLite would bind NULL.
  const char* const bytes = text.empty() ? "" : text.data();
  const int code =
      sqlite_api::sqlite3_bind_text(statement_, place, bytes, static_cast<int>(text.size()), SQLITE_STATIC);
  if (code != SQLITE_OK) fail(code);
}

void LogStatement::bind_at(int place, std::int64_t number) {
  const int code = sqlite_api::sqlite3_bind_int64(statement_, place, number);
  if (code != SQLITE_OK) fail(code);
}

std::string LogStatement::column(int place) const {
  // The text first: it may be converted, which changes its size.
  const auto* const text = reinterpret_cast<const char*>(sqlite_api::sqlite3_column_text(statement_, place));
  return text == nullptr
             ? std::string()
             : std::string(text, static_cast<std::size_t>(sqlite_api::sqlite3_column_bytes(statement_, place)));
}

bool LogStatement::step() {
  const int code = sqlite_api::sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  end();
  fail(code);
}

void LogStatement::end() noexcept { sqlite_api::sqlite3_reset(statement_); }

}  // namespace prescore::service
