// All decisions with their entries, one after another.
#pragma once

#include <functional>
#include <vector>

#include "service/store/entries.hpp"
#include "service/store/sql_store.hpp"

namespace prescore::service {

/// A decision and what happened to it, by kind and turn.
using VisitDecision = std::function<void(const StoredDecision&, const std::vector<StoredEntry>&)>;

/// Calls `visit` with each decision of the programme, by chain and place. Throws StoreUnavailable, StoreUnusable.
void walk_with_entries(const DatabasePlace& place, const std::string& programme, const VisitDecision& visit);

/// The newest entry of a kind; null where there is none.
[[nodiscard]] const StoredEntry* last_of(const std::vector<StoredEntry>& entries, const char* kind) noexcept;

}  // namespace prescore::service
