// The tables, version by version. A version that was released is never edited: a change is a new step.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>

#include "service/store/entry_tables.hpp"
#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

// Texts, whole numbers and nothing else, so that SQLite and PostgreSQL take the same statements. Hashes and packed
// models are texts for the same reason.
constexpr std::array kVersion1 = {
    "CREATE TABLE schema_version (version integer NOT NULL PRIMARY KEY)",

    "CREATE TABLE programme (programme text NOT NULL, version text NOT NULL, packed text NOT NULL,"
    " added bigint NOT NULL, added_by text NOT NULL, PRIMARY KEY (programme, version))",

    "CREATE TABLE model_document (programme text NOT NULL, version text NOT NULL, hash text NOT NULL,"
    " document text NOT NULL, added bigint NOT NULL, added_by text NOT NULL, PRIMARY KEY (programme, version, hash))",

    "CREATE TABLE release_step (place bigint NOT NULL PRIMARY KEY, programme text NOT NULL, version text NOT NULL,"
    " step text NOT NULL, made bigint NOT NULL, made_by text NOT NULL)",

    "CREATE TABLE decision (chain text NOT NULL, place bigint NOT NULL, id text NOT NULL UNIQUE,"
    " created bigint NOT NULL, caller text NOT NULL, idempotency_key text NOT NULL, request_hash text NOT NULL,"
    " programme text NOT NULL, version text NOT NULL, engine text NOT NULL, outcome text NOT NULL,"
    " basis text NOT NULL, pd_ppm bigint NOT NULL, challenger text NOT NULL, hint text NOT NULL,"
    " answer text NOT NULL, personal_hash text NOT NULL, previous_hash text NOT NULL, hash text NOT NULL,"
    " PRIMARY KEY (chain, place), UNIQUE (caller, idempotency_key))",

    "CREATE TABLE decision_personal (decision_id text NOT NULL PRIMARY KEY, salt text NOT NULL,"
    " client text NOT NULL, answers text NOT NULL, enrichment text NOT NULL)",

    // For lists: without these a part of one would read all rows of its caller.
    "CREATE INDEX decision_by_outcome ON decision (caller, outcome, id)",
    "CREATE INDEX decision_personal_by_client ON decision_personal (client, decision_id) WHERE client <> ''",
};

// SQLite has no roles: these keep every program, ours too, from changing what was recorded. On PostgreSQL the role of
// the service may only insert and select there.
constexpr std::array kSqliteVersion1 = {
    "CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT raise(ABORT, 'decisions are not changed'); "
    "END",
    "CREATE TRIGGER decision_remains BEFORE DELETE ON decision"
    " BEGIN SELECT raise(ABORT, 'decisions are not removed'); END",
    "CREATE TRIGGER programme_stays BEFORE UPDATE ON programme"
    " BEGIN SELECT raise(ABORT, 'versions are not changed'); END",
    "CREATE TRIGGER programme_remains BEFORE DELETE ON programme"
    " BEGIN SELECT raise(ABORT, 'versions are not removed'); END",
    "CREATE TRIGGER document_stays BEFORE UPDATE ON model_document"
    " BEGIN SELECT raise(ABORT, 'documents are not changed'); END",
    "CREATE TRIGGER document_remains BEFORE DELETE ON model_document"
    " BEGIN SELECT raise(ABORT, 'documents are not removed'); END",
    "CREATE TRIGGER release_stays BEFORE UPDATE ON release_step"
    " BEGIN SELECT raise(ABORT, 'releases are not changed'); END",
    "CREATE TRIGGER release_remains BEFORE DELETE ON release_step"
    " BEGIN SELECT raise(ABORT, 'releases are not removed'); END",
};

void run(soci::session& session, std::span<const char* const> statements) {
  for (const char* statement : statements) session << statement;
}

/// Makes an empty file that only its owner can read, unless there is one.
void create_file(const std::string& file) {
  const int descriptor = open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) throw StoreUnavailable("the database " + file + " cannot be opened: " + std::strerror(errno));
  close(descriptor);
}

void require_ours(soci::session& session, const std::string& file) {
  int tables = 0;
  session << "SELECT count(*) FROM sqlite_master WHERE type = 'table'", soci::into(tables);
  if (tables > 0) throw StoreUnusable(file + " is a database of another program: name a file of its own");
}

void migrate_from_0(soci::session& session, const std::string& file) {
  require_ours(session, file);
  run(session, kVersion1);
  run(session, kSqliteVersion1);
  session << "INSERT INTO schema_version (version) VALUES (1)";
}

void migrate_from_1(soci::session& session) {
  // Version 1 left copies of index entries in the pages that they had moved from, which no erasure would find.
  session << "REINDEX decision_personal";
  run(session, kEntryTables);
  run(session, kSqliteEntryTriggers);
  session << "INSERT INTO schema_version (version) VALUES (2)";
}

}  // namespace

void migrate(const DatabasePlace& place) {
  create_file(place.file);
  const auto session = open_session(place, SessionUse::write);
  with_store_errors([&] {
    // Takes the lock of writers first, so that two migrations cannot meet.
    *session << "BEGIN IMMEDIATE";
    try {
      if (schema_version(*session) == 0) migrate_from_0(*session, place.file);
      if (schema_version(*session) == 1) migrate_from_1(*session);
      *session << "COMMIT";
    } catch (...) {
      *session << "ROLLBACK";
      throw;
    }
  });
  require_schema(*session, place);
}

}  // namespace prescore::service
