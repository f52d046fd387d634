// The service's own table of clients, wherever the log is: a file beside SQLite's (client_file_writer.cpp), a table of
// PostgreSQL's database (postgres_client_table.hpp).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "service/clients/client_target.hpp"
#include "service/connectors/client_rows.hpp"
#include "service/store/database_place.hpp"

namespace prescore::service {

/// Throws InputError while another load runs, StoreUnavailable, FileError or StoreUnusable.
[[nodiscard]] std::unique_ptr<ClientTarget> open_client_target(const DatabasePlace& place, const LoadOrder& order);

/// Takes a client out of the table. Returns how many rows that takes away, or, if `dry`, would take away. Throws as a
/// load does.
std::uint64_t remove_client(const DatabasePlace& place, const std::string& client, bool dry);

/// What the table has about a client; nothing where nothing was loaded yet. Throws StoreUnavailable or StoreUnusable.
[[nodiscard]] std::vector<ClientRow> find_client(const DatabasePlace& place, const std::string& client);

}  // namespace prescore::service
