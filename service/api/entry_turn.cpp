#include "service/api/entry_turn.hpp"

#include <utility>

namespace prescore::service {
namespace {

constexpr int kTries = 5;

}  // namespace

bool in_entry_turn(Service& service, std::function<void(EntryLog&)> work, std::function<void(bool)> done) {
  const auto task = [work = std::move(work)](Writer& writer) {
    for (int tries = 1;; ++tries) {
      try {
        return writer.change_entries(work);
      } catch (const EntryTaken&) {
        if (tries == kTries) throw StoreUnavailable("other processes record the same entries again and again");
      }
    }
  };
  return service.journal.submit(task, std::move(done));
}

}  // namespace prescore::service
