#include "service/store/sql_entry_log.hpp"

#include <algorithm>
#include <utility>

#include "service/store/chain.hpp"
#include "service/store/sql_entry_rows.hpp"

namespace prescore::service {
namespace {

/// So many rows are one statement: on PostgreSQL each statement is a way to the server and back.
constexpr std::size_t kRowsTogether = 100;

/// Throws EntryTaken unless all rows are new.
void insert(soci::session& session, std::vector<EntryRow>& rows) {
  soci::statement statement(session);
  std::string places;
  std::size_t number = 0;
  for (EntryRow& row : rows) {
    places += places.empty() ? "(" : ", (";
    row.each_column([&](auto& column) {
      places += (places.back() == '(' ? ":c" : ", :c") + std::to_string(number++);
      statement.exchange(soci::use(column));
    });
    places += ')';
  }
  statement.alloc();
  statement.prepare(
      "INSERT INTO entry (chain, place, id, kind, decision_id, turn, created, caller, idempotency_key,"
      " request_hash, body, personal_hash, previous_hash, hash) VALUES " +
      places + " ON CONFLICT DO NOTHING");
  statement.define_and_bind();
  statement.execute(true);
  if (statement.get_affected_rows() != static_cast<long long>(rows.size())) throw EntryTaken();
}

void insert_personal(soci::session& session, const NewEntry& entry) {
  session << "INSERT INTO entry_personal (entry_id, decision_id, salt, content)"
             " VALUES (:entry, :decision, :salt, :content)",
      soci::use(entry.id), soci::use(entry.decision_id), soci::use(entry.personal.salt), soci::use(entry.personal.text);
}

}  // namespace

SqlEntryLog::SqlEntryLog(soci::session& session, std::string chain, ChainHead head)
    : session_(session), chain_(std::move(chain)), head_(std::move(head)) {}

void SqlEntryLog::hold(const std::string& decision_id) {
  // SQLite has one writer at a time. PostgreSQL has many: this lock ends with the transaction.
  if (session_.get_backend_name() != "postgresql") return;
  session_ << "SELECT pg_advisory_xact_lock(hashtextextended(:id, 0))", soci::use(decision_id);
}

std::map<std::string, DecisionFacts> SqlEntryLog::find_decisions(const std::vector<std::string>& ids) {
  std::map<std::string, DecisionFacts> found;
  if (ids.empty()) return found;
  DecisionFacts facts;
  SqlNumber created = 0;
  SqlNumber personal = 0;
  soci::statement statement(session_);
  statement.exchange(soci::into(facts.id));
  statement.exchange(soci::into(created));
  statement.exchange(soci::into(facts.programme));
  statement.exchange(soci::into(facts.version));
  statement.exchange(soci::into(facts.outcome));
  statement.exchange(soci::into(personal));
  for (const std::string& id : ids) statement.exchange(soci::use(id));
  statement.alloc();
  statement.prepare(
      "SELECT id, created, programme, version, outcome,"
      " (SELECT count(*) FROM decision_personal WHERE decision_id = id) FROM decision WHERE id IN (" +
      places_for(ids) + ")");
  statement.define_and_bind();
  statement.execute();
  while (statement.fetch()) {
    facts.created = created;
    facts.is_erased = personal == 0;
    found[facts.id] = facts;
  }
  return found;
}

std::vector<StoredEntry> SqlEntryLog::entries_of(const std::vector<std::string>& decision_ids,
                                                 const std::string& kind) {
  if (decision_ids.empty()) return {};
  return read_entries(session_,
                      select_entries("WHERE entry.decision_id IN (" + places_for(decision_ids) +
                                     ") AND kind = :kind ORDER BY entry.decision_id, turn"),
                      [&](soci::statement& statement) {
                        for (const std::string& id : decision_ids) statement.exchange(soci::use(id));
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

StoredEntry SqlEntryLog::link(const NewEntry& entry) {
  StoredEntry stored;
  stored.entry = entry;
  stored.chain = chain_;
  stored.place = head_.place + 1;
  stored.personal_hash = hash_of(entry.personal);
  stored.previous_hash = head_.hash;
  stored.hash = hash_of(stored);
  head_ = {stored.place, stored.hash, entry.created, chain_};
  return stored;
}

void SqlEntryLog::append(const std::vector<NewEntry>& entries) {
  for (std::size_t from = 0; from < entries.size(); from += kRowsTogether) {
    const std::size_t end = std::min(from + kRowsTogether, entries.size());
    std::vector<EntryRow> rows(end - from);
    for (std::size_t index = from; index < end; ++index) {
      rows[index - from].stored = link(entries[index]);
      rows[index - from].to_sql();
    }
    insert(session_, rows);
  }
  for (const NewEntry& entry : entries) {
    if (!entry.personal.salt.empty()) insert_personal(session_, entry);
    if (entry.kind != entry_kind::kReview) continue;
    (void)remove("DELETE FROM review_open WHERE decision_id = :id", entry.decision_id);
  }
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
