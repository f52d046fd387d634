// Entries of a database: reading them, and writing them from a command, while a service runs or not.
#pragma once

#include <memory>
#include <string>

#include "service/store/entries.hpp"
#include "service/store/sql_store.hpp"

namespace prescore::service {

/// Throws StoreUnusable where the database was not migrated to this version, StoreUnavailable where it cannot be
/// opened.
[[nodiscard]] std::unique_ptr<EntryReader> open_entry_reader(const DatabasePlace& place);

/// The chain of what commands write. They are processes of their own beside the service, so they have a chain of their
/// own; at most one of them writes at a time.
inline constexpr const char* kCommandChain = "commands";

/// Writes entries from a command. A service that runs on the same database goes on: each transaction is short.
class EntryCommand {
 public:
  /// Throws as `open_entry_reader` does, and StoreUnusable where another command writes.
  explicit EntryCommand(const DatabasePlace& place);
  ~EntryCommand();
  EntryCommand(const EntryCommand&) = delete;
  EntryCommand& operator=(const EntryCommand&) = delete;

  /// Runs `work` in one transaction. Throws StoreUnavailable; then nothing was recorded.
  void change(const std::function<void(EntryLog&)>& work);

  /// Removes what erased rows left in the files of the database. False where something still reads an older state, so
  /// that a file keeps it: run it again. PostgreSQL does it by VACUUM, which is its administrator's; returns true.
  [[nodiscard]] bool clean();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace prescore::service
