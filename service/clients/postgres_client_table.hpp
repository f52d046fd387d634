// The table of clients in PostgreSQL: loading it, and what is in it about one client.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "service/clients/client_target.hpp"
#include "service/connectors/client_rows.hpp"
#include "service/store/database_place.hpp"

namespace prescore::service {

/// Loads into the table. Throws InputError while another load or an erasure of a client runs.
[[nodiscard]] std::unique_ptr<ClientTarget> open_postgres_client_target(const DatabasePlace& place,
                                                                        const LoadOrder& order);

/// Takes a client out of the table; returns how many rows that takes away, or, if `dry`, would take away. Throws as a
/// load does.
std::uint64_t remove_from_postgres_clients(const DatabasePlace& place, const std::string& client, bool dry);

/// By source. Throws StoreUnavailable or StoreUnusable.
[[nodiscard]] std::vector<ClientRow> find_in_postgres_clients(const DatabasePlace& place, const std::string& client);

}  // namespace prescore::service
