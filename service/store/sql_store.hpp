// The store in SQL. SQLite: one writing session in WAL mode that waits for the disk at each commit. PostgreSQL: one
// writing session for each process, and a few for reading.
#pragma once

#include <memory>
#include <string>

#include "service/store/database_place.hpp"
#include "service/store/store.hpp"

namespace prescore::service {

/// Roles of PostgreSQL that get their rights when the tables are made; empty: none.
struct DatabaseRoles {
  /// Serves: adds to the log and reads it, and changes nothing.
  std::string service = {};
  /// Erases: besides, removes what is about a person.
  std::string eraser = {};
  /// Loads clients, and sees nothing else.
  std::string loader = {};
};

/// Makes the tables, or brings older ones to this version, in one transaction. Creates the file of SQLite where there
/// is none, readable by its owner only. On PostgreSQL the rights of `roles` are set too. Throws StoreUnusable where the
/// database is of a newer version or holds other tables, StoreUnavailable where it cannot be written.
void migrate(const DatabasePlace& place, const DatabaseRoles& roles = {});

/// The version of the tables that this program reads and writes.
inline constexpr int kSchemaVersion = 3;

/// Both throw StoreUnusable where the database was not migrated to this version or is not safe to write to,
/// StoreUnavailable where it cannot be opened. `chain` names what this process writes. On PostgreSQL a number follows:
/// the first whose chain no other process writes.
[[nodiscard]] std::unique_ptr<Writer> open_writer(const DatabasePlace& place, const std::string& chain);
[[nodiscard]] std::unique_ptr<Reader> open_reader(const DatabasePlace& place);

}  // namespace prescore::service
