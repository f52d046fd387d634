// Gathers what SQLite writes into its log file, so that a commit is one call of the system instead of two for each
// page.
//
// Terms: the *log* is SQLite's file that ends in -wal (checkpointer.hpp). A commit appends its pages to it one after
// another, and then waits for the disk.
// Steps: a file system of SQLite's that passes everything on to the usual one, except for logs. What is written to a
// log is kept as long as each piece follows the one before; it is written at once before SQLite waits for the disk, and
// before anything else happens to the file, also when it is read.
// Why that is safe: SQLite shows pages of a commit to others only after it has waited for the disk, if the connection
// has `synchronous = FULL`. Nobody looks for them in the file before. Use it for such connections only.
#pragma once

#include <string_view>

namespace prescore::service {

/// The name by which a connection asks for the file system. Makes it known to SQLite at the first call. Empty, which
/// stands for the usual one, where that fails.
[[nodiscard]] std::string_view gathered_log_system() noexcept;

}  // namespace prescore::service
