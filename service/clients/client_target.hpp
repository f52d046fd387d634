// Where clients are loaded to: a table that decisions read meanwhile. They see all of a load, or nothing of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/base/moment.hpp"

namespace prescore::service {

enum class LoadMode : std::uint8_t {
  /// Afterwards the source has the clients of the file and no others.
  replace,
  /// Clients of the file are added or replaced; the source's other clients stay.
  update,
};

struct LoadOrder {
  /// [a-z0-9_-]{1,64}
  std::string source;
  Moment as_of = 0;
  LoadMode mode = LoadMode::replace;
};

/// Rows with the reference of an earlier row.
struct RepeatedClients {
  std::uint64_t rows = 0;
  /// The first of their lines.
  std::vector<std::uint64_t> lines;
};

/// As many lines are named as examples.
inline constexpr std::size_t kExampleLines = 3;

/// One load. Without `commit` nothing happened. All throw StoreUnavailable, FileError or StoreUnusable.
class ClientTarget {
 public:
  ClientTarget() = default;
  virtual ~ClientTarget() = default;
  ClientTarget(const ClientTarget&) = delete;
  ClientTarget& operator=(const ClientTarget&) = delete;

  /// `line` is that of the file, above that of every client before.
  virtual void add(std::uint64_t line, std::string_view client, std::string_view answers) = 0;

  /// Ends the adding. Where references are repeated, there must be no `commit`.
  [[nodiscard]] virtual RepeatedClients finish() = 0;

  /// Lets decisions read what was loaded, in one step; returns how many rows the table has then, of all sources.
  virtual std::uint64_t commit() = 0;
};

/// Loads into the file of clients beside an SQLite log (see connectors/client_file.hpp). Throws InputError while
/// another load into it runs.
[[nodiscard]] std::unique_ptr<ClientTarget> open_client_file_target(const std::string& database,
                                                                    const LoadOrder& order);

/// Takes a client out of that file, for good: it is written again without the client, whose bytes are in no file then.
/// Returns how many rows that takes away, or, if `dry`, would take away. Throws as a load does.
std::uint64_t remove_from_client_file(const std::string& database, const std::string& client, bool dry);

}  // namespace prescore::service
