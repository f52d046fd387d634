// Prepared statements by SQLite's own C interface, on a connection of SOCI's: for what every decision runs. SOCI copies
// each text that it binds, and builds what it binds again for each row. Everything else goes through SOCI.
#pragma once

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace prescore::service {

/// What a person is told of an error of SQLite: its number and its name, and no value of a row.
[[nodiscard]] std::string sqlite_error_text(int code);

/// SQLite's settings for the whole process: no locks around connections, of which each is used by one thread at a time
/// here, and none around memory. Called before the first connection is opened; later calls do nothing. Returns whether
/// files may be named by URIs.
bool set_up_sqlite() noexcept;

class LogStatement {
 public:
  /// `session` must outlive the statement and be one of SQLite. Throws StoreUnavailable.
  LogStatement(soci::session& session, std::string_view text);
  ~LogStatement();
  LogStatement(const LogStatement&) = delete;
  LogStatement& operator=(const LogStatement&) = delete;

  /// Binds the values in order, from the first place on. Texts are not copied: they must live until the statement has
  /// run. Throws StoreUnavailable.
  template <typename... Values>
  void bind(const Values&... values) {
    int place = 0;
    (bind_at(++place, values), ...);
  }

  /// Runs a statement that gives no row. Returns how many rows it changed. Throws StoreUnavailable.
  int run();

  /// Runs a statement that gives one row of texts or none, up to its end: one that was not run to its end would keep
  /// the transaction from being committed. Returns whether there was a row. Throws StoreUnavailable.
  bool read(std::string& first, std::string& second);

 private:
  void bind_at(int place, std::string_view text);
  void bind_at(int place, std::int64_t number);
  [[nodiscard]] std::string column(int place) const;
  /// Whether there is a row. Ends the statement where it failed.
  bool step();
  void end() noexcept;

  // SOCI has SQLite's names in a namespace of its own.
  sqlite_api::sqlite3* connection_;
  sqlite_api::sqlite3_stmt* statement_ = nullptr;
};

}  // namespace prescore::service
