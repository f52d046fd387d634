#include "service/store/postgres_rights.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "service/store/postgres_connection.hpp"
#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

constexpr int kOldestServer = 130'000;

/// What a role may do with a table.
enum Right : unsigned { kNothing = 0, kRead = 1, kAdd = 2, kRemove = 4 };

struct TableRights {
  std::string_view table;
  unsigned service;
  unsigned eraser;
  unsigned loader;
};

// The service changes nothing, and removes nothing but who waits for a review. A table that is not here is closed to
// all three roles.
constexpr TableRights kTables[] = {
    {"schema_version", kRead, kRead, kRead},
    {"programme", kRead | kAdd, kRead, kNothing},
    {"model_document", kRead | kAdd, kRead, kNothing},
    {"release_step", kRead | kAdd, kRead, kNothing},
    {"decision", kRead | kAdd, kRead, kNothing},
    {"decision_personal", kRead | kAdd, kRead | kRemove, kNothing},
    {"entry", kRead | kAdd, kRead | kAdd, kNothing},
    {"entry_personal", kRead | kAdd, kRead | kRemove, kNothing},
    {"review_open", kRead | kAdd | kRemove, kRead | kRemove, kNothing},
    {"client", kRead, kRead | kRemove, kRead | kAdd | kRemove},
};

/// A name as it stands in a statement.
std::string quoted(soci::session& session, const std::string& name) {
  char* text = PQescapeIdentifier(connection_of(session), name.data(), name.size());
  if (text == nullptr) throw StoreUnusable("the name of a role cannot be read");
  std::string result = text;
  PQfreemem(text);
  return result;
}

std::string schema_of(soci::session& session) {
  std::string schema;
  session << "SELECT CAST(current_schema() AS text)", soci::into(schema);
  return quoted(session, schema);
}

void require_role(soci::session& session, const std::string& role) {
  int count = 0;
  session << "SELECT count(*) FROM pg_roles WHERE rolname = :role", soci::use(role), soci::into(count);
  if (count == 0) throw StoreUnusable("the server has no role " + role + ": create it first (CREATE ROLE)");
}

/// One role for two tasks would get the rights of the last one alone.
void require_different(const DatabaseRoles& roles) {
  const auto is_same = [](const std::string& one, const std::string& other) { return !one.empty() && one == other; };
  if (is_same(roles.service, roles.eraser) || is_same(roles.service, roles.loader) ||
      is_same(roles.eraser, roles.loader)) {
    throw StoreUnusable("one role cannot serve, erase and load: name a role of its own for each");
  }
}

void grant(soci::session& session, const std::string& role, unsigned TableRights::*of_role) {
  if (role.empty()) return;
  require_role(session, role);
  const std::string to = quoted(session, role);
  session << std::string("GRANT USAGE ON SCHEMA ").append(schema_of(session)).append(" TO ").append(to);
  for (const TableRights& rights : kTables) {
    const std::string table(rights.table);
    session << std::string("REVOKE ALL ON TABLE ").append(table).append(" FROM ").append(to);
    if (rights.*of_role == kNothing) continue;
    std::string granted = "SELECT";
    if ((rights.*of_role & kAdd) != 0) granted += ", INSERT";
    if ((rights.*of_role & kRemove) != 0) granted += ", DELETE";
    session << std::string("GRANT ").append(granted).append(" ON TABLE ").append(table).append(" TO ").append(to);
  }
}

/// The tables that the role may change although the service never does, as a list for people; empty where there is
/// none.
std::string changeable(soci::session& session) {
  std::string tables;
  for (const TableRights& rights : kTables) {
    if ((rights.service & kRemove) != 0) continue;
    const std::string table(rights.table);
    int may_change = 0;
    session << "SELECT CAST(has_table_privilege(:table, 'UPDATE, DELETE, TRUNCATE') OR"
               " has_any_column_privilege(:same, 'UPDATE') AS integer)",
        soci::use(table), soci::use(table), soci::into(may_change);
    if (may_change != 0) tables += (tables.empty() ? "" : ", ") + table;
  }
  return tables;
}

}  // namespace

void grant_rights(soci::session& session, const DatabaseRoles& roles) {
  require_different(roles);
  grant(session, roles.service, &TableRights::service);
  grant(session, roles.eraser, &TableRights::eraser);
  grant(session, roles.loader, &TableRights::loader);
}

void require_fit(soci::session& session, const DatabasePlace& place) {
  std::string encoding;
  with_store_errors([&] { session << "SELECT current_setting('server_encoding')", soci::into(encoding); });
  if (encoding != "UTF8") {
    throw StoreUnusable(shown(place) + " keeps texts as " + encoding +
                        ": make a database with CREATE DATABASE ... ENCODING 'UTF8'");
  }
  if (PQserverVersion(connection_of(session)) < kOldestServer) {
    throw StoreUnusable(shown(place) + " is older than PostgreSQL 13");
  }
}

void require_safe(soci::session& session, const DatabasePlace& place) {
  require_fit(session, place);
  std::string fsync;
  std::string commit;
  std::string tables;
  with_store_errors([&] {
    session << "SELECT current_setting('fsync'), current_setting('synchronous_commit')", soci::into(fsync),
        soci::into(commit);
    // Without it a commit is confirmed before it is on the disk. What waits for standbys as well stays.
    if (commit == "off" || commit == "local") session << "SET synchronous_commit = on";
    tables = changeable(session);
  });
  if (fsync != "on") {
    throw StoreUnusable(shown(place) + " has fsync off, so decisions that were answered may be lost: set fsync = on");
  }
  if (!tables.empty()) {
    throw StoreUnusable("the role of " + shown(place) + " may change or remove what is recorded (" + tables +
                        "): serve as a role of its own, with the rights that prescore-service migrate --service-role "
                        "gives");
  }
}

}  // namespace prescore::service
