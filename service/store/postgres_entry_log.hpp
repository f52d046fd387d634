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
  std::map<std::string, DecisionFacts> find_decisions(const std::vector<std::string>& ids) override {
    return in_time().find_decisions(ids);
  }
  std::vector<StoredEntry> entries_of(const std::vector<std::string>& decision_ids, const std::string& kind) override {
    return in_time().entries_of(decision_ids, kind);
  }
  std::optional<StoredEntry> find_key(const std::string& caller, const std::string& key) override {
    return in_time().find_key(caller, key);
  }
  using EntryLog::append;
  void append(const std::vector<NewEntry>& entries) override { in_time().append(entries); }
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
