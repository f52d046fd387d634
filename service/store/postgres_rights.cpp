#include "service/store/postgres_rights.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "service/store/postgres_connection.hpp"
#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

constexpr int kOldestServer = 130'000;

/// A table, and what may be done with it besides reading.
struct TableRights {
  std::string_view table;
  bool service_adds;
  bool eraser_adds;
  bool eraser_removes;
};

// The service changes and removes nothing. A table that is not here is closed to both roles.
constexpr TableRights kTables[] = {
    {"schema_version", false, false, false}, {"programme", true, false, false},
    {"model_document", true, false, false},  {"release_step", true, false, false},
    {"decision", true, false, false},        {"decision_personal", true, false, true},
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

void grant(soci::session& session, const std::string& role, bool TableRights::*adds, bool TableRights::*removes) {
  if (role.empty()) return;
  require_role(session, role);
  const std::string to = quoted(session, role);
  session << "GRANT USAGE ON SCHEMA " + schema_of(session) + " TO " + to;
  for (const TableRights& rights : kTables) {
    const std::string table(rights.table);
    session << "REVOKE ALL ON TABLE " + table + " FROM " + to;
    std::string granted = "SELECT";
    if (rights.*adds) granted += ", INSERT";
    if (removes != nullptr && rights.*removes) granted += ", DELETE";
    session << "GRANT " + granted + " ON TABLE " + table + " TO " + to;
  }
}

/// The tables that the role may change, as a list for people; empty where there is none.
std::string changeable(soci::session& session) {
  std::string tables;
  soci::indicator has_any = soci::i_null;
  session << "SELECT string_agg(CAST(relname AS text), ', ' ORDER BY relname) FROM pg_class"
             " WHERE relkind = 'r' AND oid IN (to_regclass('programme'), to_regclass('model_document'),"
             " to_regclass('release_step'), to_regclass('decision'), to_regclass('decision_personal'))"
             " AND (has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege(oid, 'UPDATE'))",
      soci::into(tables, has_any);
  return has_any == soci::i_ok ? tables : "";
}

}  // namespace

void grant_rights(soci::session& session, const DatabaseRoles& roles) {
  grant(session, roles.service, &TableRights::service_adds, nullptr);
  grant(session, roles.eraser, &TableRights::eraser_adds, &TableRights::eraser_removes);
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
