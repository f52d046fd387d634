// The writer on PostgreSQL: one chain for each process that writes.
//
// Terms: a *chain's lock* is an advisory lock of the server that the writing connection holds; its holder is the
// only one that adds rows to that chain. It ends with the connection, however that ends, and after the connection's
// last transaction. A *broken* connection ended while a group was on its way: whether it was recorded is unknown.
// Steps of a group: link its rows, insert them in one statement. Where a key is taken, by this process before or by
// another one meanwhile, look up all keys of the group, leave out what is known, and link again: no hole. Where the
// connection broke, connect again and look up the keys: what has the id that we gave was recorded, and counts as such.
// If that fails too, the group is answered as unavailable, and a retry with the same key finds out.
// Why several chains: replicas that shared one would wait for each other at each row. They are numbered, so that there
// are no more of them than processes that ever wrote at once. Where the lock of the own chain is not to be had after a
// break, because the server has not noticed the end of the old connection, the process goes on in the next free chain.
#pragma once

#include <memory>
#include <string>

#include "service/store/sql_store.hpp"

namespace prescore::service {

/// Throws StoreUnusable where the tables are not of this version, the role may change what is recorded, or the server
/// does not keep what it confirms; StoreUnavailable where it cannot be reached.
[[nodiscard]] std::unique_ptr<Writer> open_postgres_writer(const DatabasePlace& place, const std::string& stem);

}  // namespace prescore::service
