// Entries in SQL, in a transaction that somebody else began and ends: the same statements on SQLite and PostgreSQL.
#pragma once

#include <soci/soci.h>

#include <string>

#include "service/store/entries.hpp"

namespace prescore::service {

class SqlEntryLog final : public EntryLog {
 public:
  /// The first entry follows `head`. The session must outlive the object and be in a transaction.
  SqlEntryLog(soci::session& session, std::string chain, ChainHead head);

  void hold(const std::string& decision_id) override;
  std::map<std::string, DecisionFacts> find_decisions(const std::vector<std::string>& ids) override;
  std::vector<StoredEntry> entries_of(const std::vector<std::string>& decision_ids, const std::string& kind) override;
  std::optional<StoredEntry> find_key(const std::string& caller, const std::string& key) override;
  using EntryLog::append;
  void append(const std::vector<NewEntry>& entries) override;
  Erased erase(const std::string& decision_id) override;

  /// The end of the chain once the transaction is committed.
  [[nodiscard]] const ChainHead& head() const noexcept { return head_; }

 private:
  /// Links the entry to the ones before it.
  [[nodiscard]] StoredEntry link(const NewEntry& entry);
  [[nodiscard]] std::int64_t remove(const char* statement, const std::string& decision_id);

  soci::session& session_;
  std::string chain_;
  ChainHead head_;
};

}  // namespace prescore::service
