// The tables of entries: what became of decisions. Part of version 2 of the tables.
#pragma once

#include <array>

namespace prescore::service {

inline constexpr std::array kEntryTables = {
    "CREATE TABLE entry (chain text NOT NULL, place bigint NOT NULL, id text NOT NULL UNIQUE, kind text NOT NULL,"
    " decision_id text NOT NULL, turn bigint NOT NULL, created bigint NOT NULL, caller text NOT NULL,"
    " idempotency_key text NOT NULL, request_hash text NOT NULL, body text NOT NULL, personal_hash text NOT NULL,"
    " previous_hash text NOT NULL, hash text NOT NULL, PRIMARY KEY (chain, place), UNIQUE (decision_id, kind, turn))",
    "CREATE UNIQUE INDEX entry_by_key ON entry (caller, idempotency_key) WHERE idempotency_key <> ''",
    "CREATE INDEX entry_by_kind ON entry (kind, id)",

    "CREATE TABLE entry_personal (entry_id text NOT NULL PRIMARY KEY, decision_id text NOT NULL, salt text NOT NULL,"
    " content text NOT NULL)",
    "CREATE INDEX entry_personal_by_decision ON entry_personal (decision_id)",

    // Decisions that wait for a person: few, so that the queue costs the same however many decisions there are. It
    // follows from the other tables. A trigger fills it, so that recording a decision stays one statement.
    "CREATE TABLE review_open (decision_id text NOT NULL PRIMARY KEY, programme text NOT NULL)",
    "INSERT INTO review_open (decision_id, programme)"
    " SELECT id, programme FROM decision WHERE outcome = 'manual_review'",
};

inline constexpr std::array kSqliteEntryTriggers = {
    // Version 1 left copies of index entries in the pages that they had moved from, which no erasure would find.
    "REINDEX decision_personal",
    "CREATE TRIGGER decision_waits AFTER INSERT ON decision WHEN NEW.outcome = 'manual_review'"
    " BEGIN INSERT INTO review_open (decision_id, programme) VALUES (NEW.id, NEW.programme); END",
    "CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT raise(ABORT, 'entries are not changed'); END",
    "CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT raise(ABORT, 'entries are not removed'); END",
};

/// The role of the service may only insert and select in `entry`, as in `decision`; the last one stops the owner, too.
inline constexpr std::array kPostgresEntryTriggers = {
    "CREATE FUNCTION decision_waits() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN INSERT INTO review_open (decision_id, programme) VALUES (NEW.id, NEW.programme); RETURN NULL; END $$",
    "CREATE TRIGGER decision_waits AFTER INSERT ON decision FOR EACH ROW WHEN (NEW.outcome = 'manual_review')"
    " EXECUTE FUNCTION decision_waits()",
    "CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON entry"
    " FOR EACH STATEMENT EXECUTE FUNCTION prescore_stays()",
};

}  // namespace prescore::service
