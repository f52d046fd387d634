// One connection to the database, SQLite or PostgreSQL. What differs between them is here, in sql_migrations.cpp, and
// in the writers.
#pragma once

#include <soci/soci.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "service/store/sql_store.hpp"

namespace prescore::service {

/// What a connection is for: answers, the log, walks over all rows, many new rows at once, changes of the tables. It
/// decides how long a statement may take on PostgreSQL.
enum class SessionUse { read, write, walk, load, migrate };

/// A row that must be there once is there already: another process was faster.
class StoreConflict : public StoreUnavailable {
  using StoreUnavailable::StoreUnavailable;
};

/// Opens a file that is there, it makes none, or connects to PostgreSQL. Throws StoreUnavailable.
[[nodiscard]] std::unique_ptr<soci::session> open_session(const DatabasePlace& place, SessionUse use);

/// Calls `work`, and turns what SOCI throws into StoreUnavailable or StoreConflict, with a text that holds no value of
/// a row.
void with_store_errors(const std::function<void()>& work);

/// After which time a connection to PostgreSQL is cut where the server does not answer; 0: never.
[[nodiscard]] std::chrono::milliseconds answer_limit(SessionUse use) noexcept;

/// Throws StoreUnusable unless the tables are of this program's version.
void require_schema(soci::session& session, const DatabasePlace& place);

/// The version of the tables, 0 where there are none.
[[nodiscard]] int schema_version(soci::session& session);

/// Whether the files of the database are still those that were there before: a file that was removed or replaced can be
/// written on and on, and everything is lost when the process ends.
class FileWatch {
 public:
  explicit FileWatch(std::string file);

  [[nodiscard]] bool is_same() const noexcept;
  /// Whether another main file lies beside a log that is not empty and belongs to the main file before: SQLite would
  /// write the log of the one into the other.
  [[nodiscard]] bool is_mixed() const noexcept;

 private:
  struct Identity {
    std::uint64_t device = 0;
    std::uint64_t number = 0;
    friend bool operator==(const Identity&, const Identity&) = default;
  };
  [[nodiscard]] static Identity identity(const std::string& path) noexcept;

  std::string file_;
  Identity main_;
  Identity log_;
};

/// What is told where files are mixed.
[[nodiscard]] std::string mixed_files(const DatabasePlace& place);

}  // namespace prescore::service
