// The tables, version by version. A version that was released is never edited: a change is a new step in kSteps.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <string_view>

#include "service/store/entry_tables.hpp"
#include "service/store/postgres_rights.hpp"
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

// SQLite has no roles: these keep every program, ours too, from changing what was recorded.
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

// On PostgreSQL the role of the service may only insert and select there; these stop the owner of the tables as well.
constexpr std::array kPostgresVersion1 = {
    "CREATE FUNCTION prescore_stays() RETURNS trigger LANGUAGE plpgsql AS"
    " $$BEGIN RAISE EXCEPTION 'rows of % are not changed or removed', TG_TABLE_NAME; END$$",
    "CREATE TRIGGER decision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON decision"
    " FOR EACH STATEMENT EXECUTE FUNCTION prescore_stays()",
    "CREATE TRIGGER programme_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON programme"
    " FOR EACH STATEMENT EXECUTE FUNCTION prescore_stays()",
    "CREATE TRIGGER document_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON model_document"
    " FOR EACH STATEMENT EXECUTE FUNCTION prescore_stays()",
    "CREATE TRIGGER release_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON release_step"
    " FOR EACH STATEMENT EXECUTE FUNCTION prescore_stays()",
};

// SQLite's clients are in a file of their own (connectors/client_file.hpp). Here readers do not wait for a load.
constexpr std::array kPostgresVersion3 = {
    "CREATE TABLE client (id text NOT NULL, source text NOT NULL, as_of bigint NOT NULL, answers text NOT NULL,"
    " PRIMARY KEY (id, source))",

    // The server's statistics quote values of rows, and no erasure would find them there. Nothing needs them: one index
    // answers each question about these columns. Setting a type, even the same, drops what was gathered before.
    "ALTER TABLE client ALTER id SET STATISTICS 0, ALTER answers SET STATISTICS 0",
    "ALTER TABLE decision_personal ALTER salt TYPE text COLLATE \"C\", ALTER client TYPE text COLLATE \"C\","
    " ALTER answers TYPE text COLLATE \"C\", ALTER enrichment TYPE text COLLATE \"C\"",
    "ALTER TABLE decision_personal ALTER salt SET STATISTICS 0, ALTER client SET STATISTICS 0,"
    " ALTER answers SET STATISTICS 0, ALTER enrichment SET STATISTICS 0",
    "ALTER TABLE entry_personal ALTER salt TYPE text COLLATE \"C\", ALTER content TYPE text COLLATE \"C\"",
    "ALTER TABLE entry_personal ALTER salt SET STATISTICS 0, ALTER content SET STATISTICS 0",
};

using Statements = std::span<const char* const>;

/// What leads from one version of the tables to the next: first what both databases take, then what only one does.
struct Step {
  Statements both;
  Statements sqlite;
  Statements postgres;
};

/// The first one makes version 1.
constexpr Step kSteps[] = {
    {kVersion1, kSqliteVersion1, kPostgresVersion1},
    {kEntryTables, kSqliteEntryTriggers, kPostgresEntryTriggers},
    {{}, {}, kPostgresVersion3},
};
static_assert(std::size(kSteps) == kSchemaVersion);

/// Texts of PostgreSQL compare byte by byte, as SQLite's do and not as words of a language: so order and indexes are
/// the same everywhere.
std::string for_postgres(std::string statement) {
  constexpr std::string_view kText = " text NOT NULL";
  constexpr std::string_view kBytewise = " COLLATE \"C\"";
  if (!statement.starts_with("CREATE TABLE") && !statement.starts_with("ALTER TABLE")) return statement;
  for (std::size_t at = statement.find(kText); at != std::string::npos; at = statement.find(kText, at + 1)) {
    statement.insert(at + std::string_view(" text").size(), kBytewise);
  }
  return statement;
}

void run(soci::session& session, Statements statements) {
  for (const char* statement : statements) session << statement;
}

void run_on_postgres(soci::session& session, Statements statements) {
  for (const char* statement : statements) session << for_postgres(statement);
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

/// Runs the steps that the database lacks; a newer one is left as it is.
void run_steps(soci::session& session, const DatabasePlace& place) {
  const int before = schema_version(session);
  if (before == 0 && !place.is_postgres()) require_ours(session, place.file);
  for (int version = before + 1; version <= kSchemaVersion; ++version) {
    const Step& step = kSteps[version - 1];
    if (place.is_postgres()) {
      run_on_postgres(session, step.both);
      run_on_postgres(session, step.postgres);
    } else {
      run(session, step.both);
      run(session, step.sqlite);
    }
    session << "INSERT INTO schema_version (version) VALUES (" + std::to_string(version) + ")";
  }
}

/// Takes the lock of writers, so that two migrations cannot meet.
void begin(soci::session& session, const DatabasePlace& place) {
  if (!place.is_postgres()) {
    session << "BEGIN IMMEDIATE";
    return;
  }
  session << "BEGIN";
  session << "SELECT pg_advisory_xact_lock(hashtextextended('prescore migrate', 0))";
}

}  // namespace

void migrate(const DatabasePlace& place, const DatabaseRoles& roles) {
  if (!place.is_postgres()) create_file(place.file);
  const auto session = open_session(place, place.is_postgres() ? SessionUse::migrate : SessionUse::write);
  if (place.is_postgres()) require_fit(*session, place);
  with_store_errors([&] {
    begin(*session, place);
    try {
      run_steps(*session, place);
      if (place.is_postgres() && schema_version(*session) == kSchemaVersion) grant_rights(*session, roles);
      *session << "COMMIT";
    } catch (...) {
      *session << "ROLLBACK";
      throw;
    }
  });
  require_schema(*session, place);
}

}  // namespace prescore::service
