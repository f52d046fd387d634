// SQLite by its own interface, for what SOCI cannot do: the names of a statement's columns before it runs, whatever
// type a value has as text, and a limit of time.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace prescore::service {

/// What SQLite refused. Its text holds SQLite's result code, and no value.
class SqliteError : public std::runtime_error {
 public:
  explicit SqliteError(int code);
  [[nodiscard]] int code() const noexcept { return code_; }

 private:
  int code_;
};

class SqliteDatabase {
 public:
  /// Opens a file. `flags` as sqlite3_open_v2 takes them. Throws SqliteError.
  SqliteDatabase(const std::string& name, int flags);

  void run(const std::string& statements);
  [[nodiscard]] sqlite3* get() const noexcept { return database_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// A prepared statement. Texts that are bound must live until the statement is reset.
class SqliteStatement {
 public:
  /// Throws SqliteError, also for more than one statement.
  SqliteStatement(const SqliteDatabase& database, std::string_view text);

  void bind(int place, std::string_view text);
  void bind(int place, std::int64_t number);
  /// Moves to the next row; false at the end.
  [[nodiscard]] bool step();
  /// Runs a statement that gives no rows, and resets it.
  void run();
  void reset() noexcept;
  /// Nothing for NULL. Valid until the next step.
  [[nodiscard]] std::optional<std::string_view> text(int column);
  [[nodiscard]] std::int64_t number(int column) { return sqlite3_column_int64(statement_.get(), column); }
  [[nodiscard]] sqlite3_stmt* get() const noexcept { return statement_.get(); }

 private:
  struct Finalise {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalise> statement_;
};

/// A path as a URI that SQLite opens: "file:" and the path with what has a meaning there as %XX.
[[nodiscard]] std::string sqlite_uri(const std::string& path, std::string_view options);

}  // namespace prescore::service
