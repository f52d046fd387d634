// Entries in a transaction of PostgreSQL: each is some statements, and a call may bring a thousand.
#pragma once

#include "service/store/postgres_connection.hpp"
#include "service/store/sql_entry_log.hpp"

namespace prescore::service {

/// As SqlEntryLog; each call has the whole time that a server may take.
class PostgresEntryLog final : public EntryLog {
 public:
  /// All must outlive the object.
  PostgresEntryLog(SqlEntryLog& entries, AnswerDeadline& deadline) : entries_(entries), deadline_(deadline) {}

  void hold(const std::string& decision_id) override { in_time().hold(decision_id); }
  std::optional<DecisionFacts> find_decision(const std::string& id) override { return in_time().find_decision(id); }
  std::vector<StoredEntry> entries_of(const std::string& decision_id, const std::string& kind) override {
    return in_time().entries_of(decision_id, kind);
  }
  std::optional<StoredEntry> find_key(const std::string& caller, const std::string& key) override {
    return in_time().find_key(caller, key);
  }
  void append(const NewEntry& entry) override { in_time().append(entry); }
  Erased erase(const std::string& decision_id) override { return in_time().erase(decision_id); }

 private:
  [[nodiscard]] SqlEntryLog& in_time() {
    deadline_.extend();
    return entries_;
  }

  SqlEntryLog& entries_;
  AnswerDeadline& deadline_;
};

}  // namespace prescore::service
