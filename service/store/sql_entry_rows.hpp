// How entries stand in statements: their columns, in one order for writing and reading.
#pragma once

#include <soci/soci.h>

#include <string>
#include <vector>

#include "service/store/entries.hpp"
#include "service/store/sql_rows.hpp"

namespace prescore::service {

/// Of the table `entry`, in the order of `EntryRow::each_column`.
inline constexpr const char* kEntryColumns =
    "chain, place, id, kind, entry.decision_id, turn, created, caller, idempotency_key, request_hash, body,"
    " personal_hash, previous_hash, hash";

/// A row of `entry` as SOCI binds it.
struct EntryRow {
  StoredEntry stored;
  SqlNumber place = 0;
  SqlNumber turn = 1;
  SqlNumber created = 0;

  void to_sql() noexcept {
    place = stored.place;
    turn = stored.entry.turn;
    created = stored.entry.created;
  }
  void from_sql() noexcept {
    stored.place = place;
    stored.entry.turn = turn;
    stored.entry.created = created;
  }

  /// Calls `bind` with each column's variable, in the order of kEntryColumns.
  template <typename Bind>
  void each_column(Bind bind) {
    NewEntry& entry = stored.entry;
    bind(stored.chain), bind(place), bind(entry.id), bind(entry.kind), bind(entry.decision_id), bind(turn);
    bind(created), bind(entry.caller), bind(entry.idempotency_key), bind(entry.request_hash), bind(entry.body);
    bind(stored.personal_hash), bind(stored.previous_hash), bind(stored.hash);
  }
};

/// ":id0, :id1, ...": names are numbered, because not every database takes one name twice.
[[nodiscard]] inline std::string places_for(const std::vector<std::string>& values) {
  std::string places;
  for (std::size_t index = 0; index < values.size(); ++index) {
    places += (index == 0 ? ":id" : ", :id") + std::to_string(index);
  }
  return places;
}

/// What is to be read with `read_entries`: everything of `entry` and the personal text beside it, which may be gone.
[[nodiscard]] inline std::string select_entries(const std::string& where) {
  return "SELECT " + std::string(kEntryColumns) +
         ", salt, content FROM entry LEFT JOIN entry_personal ON entry_id = id " + where;
}

/// Runs a query of `select_entries`. `use` binds what the query names.
template <typename Use>
[[nodiscard]] std::vector<StoredEntry> read_entries(soci::session& session, const std::string& query, Use use) {
  EntryRow row;
  soci::indicator has_salt = soci::i_null;
  soci::indicator has_content = soci::i_null;
  soci::statement statement(session);
  row.each_column([&](auto& column) { statement.exchange(soci::into(column)); });
  PersonalText& personal = row.stored.entry.personal;
  statement.exchange(soci::into(personal.salt, has_salt));
  statement.exchange(soci::into(personal.text, has_content));
  use(statement);
  statement.alloc();
  statement.prepare(query);
  statement.define_and_bind();
  statement.execute();
  std::vector<StoredEntry> list;
  while (statement.fetch()) {
    row.from_sql();
    if (has_salt != soci::i_ok) personal = {};
    list.push_back(row.stored);
  }
  return list;
}

}  // namespace prescore::service
