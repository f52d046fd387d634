#include <algorithm>

#include "service/connectors/select_session.hpp"
#include "service/connectors/sqlite_handle.hpp"

namespace prescore::service {
namespace {

/// How many steps of its machine SQLite takes before it asks whether the time is over: some microseconds.
constexpr int kStepsBetweenChecks = 1000;

SelectFailed failure_of(const SqliteError& error, const std::string& file) {
  const int code = error.code() & 0xff;
  if (code == SQLITE_INTERRUPT || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    return {CallOutcome::timeout, file + " did not answer in time"};
  }
  const bool is_away = code == SQLITE_CANTOPEN || code == SQLITE_PERM || code == SQLITE_NOTADB;
  return {is_away ? CallOutcome::unreachable : CallOutcome::server_error, file + " gave " + error.what()};
}

class SqliteSelect final : public SelectSession {
 public:
  SqliteSelect(const std::string& file, const std::string& text, Clock::time_point deadline)
      : file_(file), database_(file, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX), deadline_(deadline) {
    sqlite3_progress_handler(database_.get(), kStepsBetweenChecks, &SqliteSelect::is_over, this);
    prepare(text);
  }

  std::vector<SelectRow> find(const std::string& client, std::size_t most, Clock::time_point deadline) override {
    deadline_ = deadline;
    wait_at_most(deadline);
    try {
      return read(client, most);
    } catch (const SqliteError& error) {
      throw failure_of(error, file_);
    }
  }

 private:
  static int is_over(void* session) {
    return Clock::now() >= static_cast<const SqliteSelect*>(session)->deadline_ ? 1 : 0;
  }

  /// For a lock that a writer holds.
  void wait_at_most(Clock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    sqlite3_busy_timeout(database_.get(), static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
  }

  void prepare(const std::string& text) {
    wait_at_most(deadline_);
    try {
      statement_.emplace(database_, text);
    } catch (const SqliteError& error) {
      const int code = error.code() & 0xff;
      if (code != SQLITE_ERROR && code != SQLITE_MISUSE) throw failure_of(error, file_);
      // SQLite's message names tables and columns of the statement, which the configuration has.
      const std::string why = code == SQLITE_MISUSE ? "it must be one statement" : sqlite3_errmsg(database_.get());
      throw SelectFailed(CallOutcome::wrong_answer, file_ + " does not take the statement: " + why);
    }
    const bool is_select = sqlite3_stmt_readonly(statement_->get()) != 0 && sqlite3_column_count(statement_->get()) > 0;
    const bool has_one_place = sqlite3_bind_parameter_count(statement_->get()) == 1 &&
                               sqlite3_bind_parameter_index(statement_->get(), ":client") == 1;
    if (!is_select) throw SelectFailed(CallOutcome::wrong_answer, "the statement must be a SELECT");
    if (!has_one_place) throw SelectFailed(CallOutcome::wrong_answer, "the statement must have the parameter :client");
    std::vector<std::string> names;
    const int count = sqlite3_column_count(statement_->get());
    names.reserve(static_cast<std::size_t>(count));
    for (int column = 0; column < count; ++column) names.emplace_back(sqlite3_column_name(statement_->get(), column));
    set_columns(std::move(names));
  }

  std::vector<SelectRow> read(const std::string& client, std::size_t most) {
    SqliteStatement& statement = *statement_;
    statement.bind(1, client);
    std::vector<SelectRow> rows;
    const int count = sqlite3_column_count(statement.get());
    while (rows.size() < most && statement.step()) {
      SelectRow& row = rows.emplace_back();
      for (int column = 0; column < count; ++column) row.emplace_back(statement.text(column));
    }
    statement.reset();
    return rows;
  }

  std::string file_;
  SqliteDatabase database_;
  std::optional<SqliteStatement> statement_;
  Clock::time_point deadline_;
};

}  // namespace

std::unique_ptr<SelectSession> open_sqlite_select(const std::string& file, const std::string& statement,
                                                  SelectSession::Clock::time_point deadline) {
  try {
    return std::make_unique<SqliteSelect>(file, statement, deadline);
  } catch (const SqliteError& error) {
    throw failure_of(error, file);
  }
}

}  // namespace prescore::service
