// A recorded decision as calls show it: with its inputs, its place in the chain, and what became of it.
#pragma once

#include <vector>

#include "json/json_place.hpp"
#include "service/store/entries.hpp"
#include "service/store/rows.hpp"

namespace prescore::service {

/// `entries` are those of the decision; those of other decisions are passed over. `with_pd`: also what the scope
/// `score` shows.
[[nodiscard]] Json decision_json(const StoredDecision& stored, const std::vector<StoredEntry>& entries, bool with_pd);

/// A list of them, at most 1,000. Throws StoreUnavailable.
[[nodiscard]] Json decisions_json(const std::vector<StoredDecision>& list, EntryReader& reader, bool with_pd);

}  // namespace prescore::service
