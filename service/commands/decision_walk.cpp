#include "service/commands/decision_walk.hpp"

#include <utility>

#include "service/store/sql_entries.hpp"

namespace prescore::service {
namespace {

/// So many decisions have their entries looked up together.
constexpr std::size_t kLookedUpTogether = 500;

void visit_all(std::vector<StoredDecision>& decisions, EntryReader& reader, const VisitDecision& visit) {
  std::vector<std::string> ids;
  ids.reserve(decisions.size());
  for (const StoredDecision& stored : decisions) ids.push_back(stored.decision.id);
  std::map<std::string, std::vector<StoredEntry>> by_decision;
  for (StoredEntry& row : reader.entries_of(ids)) by_decision[row.entry.decision_id].push_back(std::move(row));
  for (const StoredDecision& stored : decisions) visit(stored, by_decision[stored.decision.id]);
  decisions.clear();
}

}  // namespace

void walk_with_entries(const DatabasePlace& place, const std::string& programme, const VisitDecision& visit) {
  const auto reader = open_reader(place);
  const auto entries = open_entry_reader(place);
  std::vector<StoredDecision> waiting;
  reader->walk_decisions([&](const StoredDecision& stored) {
    if (stored.decision.programme != programme) return;
    waiting.push_back(stored);
    if (waiting.size() == kLookedUpTogether) visit_all(waiting, *entries, visit);
  });
  visit_all(waiting, *entries, visit);
}

const StoredEntry* last_of(const std::vector<StoredEntry>& entries, const char* kind) noexcept {
  const StoredEntry* last = nullptr;
  for (const StoredEntry& row : entries) {
    if (row.entry.kind == kind) last = &row;
  }
  return last;
}

}  // namespace prescore::service
