// What the roles of PostgreSQL may do, and what the server must be so that a confirmed decision is kept.
#pragma once

#include <soci/soci.h>

#include "service/store/sql_store.hpp"

namespace prescore::service {

/// Sets the rights of the roles on the tables of the session's schema; rights beyond them are taken away.
void grant_rights(soci::session& session, const DatabaseRoles& roles);

/// Prepares a session for writing decisions. Throws StoreUnusable where its role may change or remove what is recorded,
/// where the server may lose what it confirmed, or where it does not keep texts as UTF-8.
void require_safe(soci::session& session, const DatabasePlace& place);

/// Throws StoreUnusable where the database does not keep texts as UTF-8, or is older than PostgreSQL 13.
void require_fit(soci::session& session, const DatabasePlace& place);

}  // namespace prescore::service
