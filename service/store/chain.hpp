// The hash chain that makes a change of the log visible.
//
// Terms: each *row* is a decision without its personal part, or an entry about one (entries.hpp) without its personal
// text. Its *hash* covers every field of the row, the hash of the
// personal part, and the hash of the row before it in the same *chain*. A chain is what one process writes, one after
// another; its first row follows kChainStart. The *head* is the hash of the newest row.
// Steps: a field enters a hash as its length, eight bytes with the most significant first, and its bytes, so that no
// two rows have the same text. Numbers enter as decimal digits. What it shows: a row that was changed, removed from the
// middle, put in or moved breaks the chain. Rows cut off the end leave a whole, shorter chain: so audits compare the
// head with one that was noted elsewhere. The personal part enters as SHA-256 of a random salt and its fields. Erasing
// it leaves the chain whole, and tells nobody what it was.
#pragma once

#include <string>
#include <string_view>

#include "service/store/entries.hpp"
#include "service/store/rows.hpp"

namespace prescore::service {

/// What the first row of a chain follows: 64 zeros.
[[nodiscard]] std::string_view chain_start() noexcept;

/// In hexadecimal.
[[nodiscard]] std::string hash_of(const PersonalPart& personal);

/// Where a row stands in its chain.
struct ChainLink {
  std::string_view chain;
  std::int64_t place = 0;
  std::string_view personal_hash;
  std::string_view previous_hash;
};

/// The hash of a row, in hexadecimal.
[[nodiscard]] std::string hash_of(const NewDecision& decision, const ChainLink& link);

/// The same for a row of the store. Everything but `hash` must be set.
[[nodiscard]] std::string hash_of(const StoredDecision& row);

/// In hexadecimal; empty where there is no text.
[[nodiscard]] std::string hash_of(const PersonalText& personal);

/// The hash of an entry, in hexadecimal. Everything but `hash` must be set. No decision has the same fields: it has
/// more of them.
[[nodiscard]] std::string hash_of(const StoredEntry& row);

}  // namespace prescore::service
