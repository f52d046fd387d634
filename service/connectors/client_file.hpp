// The table of clients beside an SQLite log: a file of its own.
//
// Why a file of its own: the log has one writer, and loading a million clients into the same database would hold its
// lock for seconds, while no decision could be recorded. Here loading writes a new file and then renames it over the
// old one, in one step. A file that has its name is never changed again, so reading takes no lock at all.
// Steps of a look-up: see whether the name stands for another file than before, and if so open that one; then one step
// in its index. A connection is used by one thread at a time; there are as many as threads ask at once.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "service/connectors/client_rows.hpp"
#include "service/connectors/sqlite_handle.hpp"

namespace prescore::service {

/// "decisions.sqlite.clients"
[[nodiscard]] std::string clients_file_of(const std::string& database);

/// The columns of the table, in the order in which files are written and read.
inline constexpr const char* kClientTable =
    "CREATE TABLE client (id text NOT NULL, source text NOT NULL, as_of bigint NOT NULL, answers text NOT NULL)";
/// Marks the file as one of ours, of the form that this program reads.
inline constexpr int kClientFileForm = 0x50430001;

class ClientFile {
 public:
  explicit ClientFile(std::string path) : path_(std::move(path)) {}

  /// The rows of a client. Throws SqliteError where the file is not there, damaged, or not a table of clients.
  [[nodiscard]] std::vector<ClientRow> find(const std::string& client);

 private:
  /// Which file has the name.
  struct Identity {
    std::uint64_t device = 0;
    std::uint64_t number = 0;
    std::int64_t size = 0;
    std::int64_t changed = 0;
    friend bool operator==(const Identity&, const Identity&) = default;
  };
  struct Session {
    Session(const std::string& path, const Identity& opened);

    Identity identity;
    SqliteDatabase database;
    SqliteStatement statement;
  };

  [[nodiscard]] Identity identity() const;
  [[nodiscard]] std::unique_ptr<Session> take();
  void give_back(std::unique_ptr<Session> session);

  const std::string path_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Session>> idle_;
};

}  // namespace prescore::service
