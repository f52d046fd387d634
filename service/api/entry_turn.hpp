// Entries are looked up and recorded in the journal's turn, where no other call of this process comes between.
#pragma once

#include <functional>

#include "service/api/service.hpp"
#include "service/store/entries.hpp"

namespace prescore::service {

/// Runs `work` in one transaction, again from the start where another process recorded the same at the same time.
/// `done` gets whether it was committed. Returns false where the queue is full; then neither is called.
[[nodiscard]] bool in_entry_turn(Service& service, std::function<void(EntryLog&)> work, std::function<void(bool)> done);

}  // namespace prescore::service
