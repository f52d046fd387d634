#include "service/store/sql_entry_log.hpp"

#include <utility>

#include "service/store/chain.hpp"
#include "service/store/sql_entry_rows.hpp"

namespace prescore::service {

SqlEntryLog::SqlEntryLog(soci::session& session, std::string chain, ChainHead head)
    : session_(session), chain_(std::move(chain)), head_(std::move(head)) {}

void SqlEntryLog::hold(const std::string& decision_id) {
  // SQLite has one writer at a time. PostgreSQL has many: this lock ends with the transaction.
  if (session_.get_backend_name() != "postgresql") return;
  session_ << "SELECT pg_advisory_xact_lock(hashtextextended(:id, 0))", soci::use(decision_id);
}

std::optional<DecisionFacts> SqlEntryLog::find_decision(const std::string& id) {
  DecisionFacts facts;
  SqlNumber created = 0;
  SqlNumber personal = 0;
  session_ << "SELECT id, created, programme, version, outcome,"
              " (SELECT count(*) FROM decision_personal WHERE decision_id = id) FROM decision WHERE id = :id",
      soci::use(id), soci::into(facts.id), soci::into(created), soci::into(facts.programme), soci::into(facts.version),
      soci::into(facts.outcome), soci::into(personal);
  if (!session_.got_data()) return std::nullopt;
  facts.created = created;
  facts.is_erased = personal == 0;
  return facts;
}

std::vector<StoredEntry> SqlEntryLog::entries_of(const std::string& decision_id, const std::string& kind) {
  return read_entries(session_, select_entries("WHERE entry.decision_id = :decision AND kind = :kind ORDER BY turn"),
                      [&](soci::statement& statement) {
                        statement.exchange(soci::use(decision_id));
                        statement.exchange(soci::use(kind));
                      });
}

std::optional<StoredEntry> SqlEntryLog::find_key(const std::string& caller, const std::string& key) {
  const auto found = read_entries(
      session_, select_entries("WHERE caller = :caller AND idempotency_key = :key AND idempotency_key <> ''"),
      [&](soci::statement& statement) {
        statement.exchange(soci::use(caller));
        statement.exchange(soci::use(key));
      });
  if (found.empty()) return std::nullopt;
  return found.front();
}

void SqlEntryLog::append(const NewEntry& entry) {
  EntryRow row;
  row.stored.entry = entry;
  row.stored.chain = chain_;
  row.stored.place = head_.place + 1;
  row.stored.personal_hash = hash_of(entry.personal);
  row.stored.previous_hash = head_.hash;
  row.stored.hash = hash_of(row.stored);
  row.to_sql();
  soci::statement insert(session_);
  std::string places;
  row.each_column([&](auto& column) {
    places += (places.empty() ? ":c" : ", :c") + std::to_string(places.size());
    insert.exchange(soci::use(column));
  });
  insert.alloc();
  insert.prepare(
      "INSERT INTO entry (chain, place, id, kind, decision_id, turn, created, caller, idempotency_key,"
      " request_hash, body, personal_hash, previous_hash, hash) VALUES (" +
      places + ") ON CONFLICT DO NOTHING");
  insert.define_and_bind();
  insert.execute(true);
  if (insert.get_affected_rows() == 0) throw EntryTaken();
  if (!entry.personal.salt.empty()) {
    session_ << "INSERT INTO entry_personal (entry_id, decision_id, salt, content)"
                " VALUES (:entry, :decision, :salt, :content)",
        soci::use(entry.id), soci::use(entry.decision_id), soci::use(entry.personal.salt),
        soci::use(entry.personal.text);
  }
  if (entry.kind == entry_kind::kReview) {
    (void)remove("DELETE FROM review_open WHERE decision_id = :id", entry.decision_id);
  }
  head_ = {row.stored.place, row.stored.hash, entry.created, chain_};
}

Erased SqlEntryLog::erase(const std::string& decision_id) {
  hold(decision_id);
  const Erased erased{remove("DELETE FROM decision_personal WHERE decision_id = :id", decision_id),
                      remove("DELETE FROM entry_personal WHERE decision_id = :id", decision_id)};
  (void)remove("DELETE FROM review_open WHERE decision_id = :id", decision_id);
  return erased;
}

std::int64_t SqlEntryLog::remove(const char* statement, const std::string& decision_id) {
  soci::statement removing = (session_.prepare << statement, soci::use(decision_id));
  removing.execute(true);
  return removing.get_affected_rows();
}

}  // namespace prescore::service
