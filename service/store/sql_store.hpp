// The store in SQL, by SOCI. SQLite: one writing session in WAL mode that waits for the disk at each commit.
#pragma once

#include <memory>
#include <string>

#include "service/store/store.hpp"

namespace prescore::service {

/// Where the database is.
struct DatabasePlace {
  /// The path of an SQLite file.
  std::string file;
};

/// Makes the tables, or brings older ones to this version, in one transaction. Creates the file where there is none,
/// readable by its owner only. Throws StoreUnusable where the database is of a newer version or holds other tables,
/// StoreUnavailable where it cannot be written.
void migrate(const DatabasePlace& place);

/// The version of the tables that this program reads and writes.
inline constexpr int kSchemaVersion = 2;

/// Both throw StoreUnusable where the database was not migrated to this version, StoreUnavailable where it cannot be
/// opened. `chain` names what this process writes.
[[nodiscard]] std::unique_ptr<Writer> open_writer(const DatabasePlace& place, const std::string& chain);
[[nodiscard]] std::unique_ptr<Reader> open_reader(const DatabasePlace& place);

}  // namespace prescore::service
