// A group of decisions in one statement of PostgreSQL, and what is known about keys.
//
// Terms: a *column* is one field of all rows of the group, as an array of PostgreSQL in its binary form.
// Steps: rows are added one after another, each field to its column; the statement unnests the columns into rows of
// both tables. It is its own transaction: all rows are there and on the disk, or none is.
// Why not `ON CONFLICT DO NOTHING`: a row that is left out would leave a hole in the chain. Where a key is there
// already the statement inserts nothing; where another process takes it at this moment, it fails as a whole. In both
// cases the keys are looked up, and the rest is linked again. The first way is not an error, because the server writes
// errors with their keys to its own log. Why sorted by key: two processes that insert the same keys in different orders
// would wait for each other.
#pragma once

#include <soci/soci.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "service/store/rows.hpp"

namespace prescore::service {

/// One field of all rows, in the binary form of PostgreSQL's arrays.
class PostgresColumn {
 public:
  void add(std::string_view text);
  void add(std::int64_t number);
  /// Nothing is in it afterwards; it keeps its memory.
  void clear() noexcept;

  /// The whole array. The column does not change until `clear`.
  [[nodiscard]] const std::string& finish();
  [[nodiscard]] bool has_numbers() const noexcept { return has_numbers_; }

 private:
  /// Before the first value: dimensions, flags, type, size, and first index.
  static constexpr std::size_t kHeadBytes = 20;
  std::string bytes_ = std::string(kHeadBytes, '\0');
  std::size_t count_ = 0;
  bool has_numbers_ = false;
};

/// What the database has for a key.
struct KnownKey {
  std::string id;
  std::string request_hash;
  std::string answer;
};

/// By caller and key.
using KnownKeys = std::map<std::pair<std::string, std::string>, KnownKey>;

class PostgresInsert {
 public:
  /// Prepares the statement on the connection. Throws StoreUnavailable.
  explicit PostgresInsert(soci::session& session);

  void clear();
  void add(const StoredDecision& row);
  /// Writes the rows. False where a key, or a place of the chain, is taken: then nothing was written. Throws
  /// StoreUnavailable.
  [[nodiscard]] bool run();

  /// Looks up the keys of `decisions`. Throws StoreUnavailable.
  [[nodiscard]] KnownKeys find(const std::vector<const NewDecision*>& decisions);

 private:
  soci::session& session_;
  std::vector<PostgresColumn> columns_;
};

}  // namespace prescore::service
