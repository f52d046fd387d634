// Where a chain ends, and whether it still holds what it held: for the writers of both databases.
#pragma once

#include <soci/soci.h>

#include <string>

#include "service/store/store.hpp"

namespace prescore::service {

/// The end of a chain as the database has it; the start of chains where it has no row of it.
[[nodiscard]] ChainHead read_head(soci::session& session, const std::string& chain);

/// Whether the chain still holds the row that was its head. A backup that was put in the place of the database, or a
/// standby that lagged behind, does not.
[[nodiscard]] bool holds(soci::session& session, const ChainHead& head);

/// PostgreSQL: makes the session the only one that adds to the chain, until it ends. False where another one is it.
[[nodiscard]] bool lock_chain(soci::session& session, const std::string& chain);

}  // namespace prescore::service
