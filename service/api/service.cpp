#include "service/api/service.hpp"

#include <algorithm>

#include "service/api/pending.hpp"
#include "service/engine/releases.hpp"

namespace prescore::service {

Service::Service(ServiceSettings values, Journal& journal_to_use, Reader& reader_to_use, EntryReader& entries_to_use,
                 Observer& observer_to_use, Clock& clock_to_use)
    : settings(std::move(values)),
      journal(journal_to_use),
      reader(reader_to_use),
      entries(entries_to_use),
      observer(observer_to_use),
      clock(clock_to_use),
      rate(settings.rate),
      pending(std::make_unique<PendingRequests>()),
      catalogue_(std::make_shared<const Catalogue>()),
      tokens_(std::make_shared<const Tokens>()) {
  reload();
}

bool Service::reload() {
  const std::lock_guard lock(reloading_);
  const auto earlier = catalogue_.load();
  const auto now = read_catalogue(reader, *earlier);
  catalogue_.store(now);
  return now->last_step > earlier->last_step;
}

Service::~Service() = default;

bool Service::is_ready() const {
  const auto now = catalogue();
  const bool decides =
      std::ranges::any_of(now->programmes, [](const auto& entry) { return entry.second.active != nullptr; });
  return decides && journal.is_healthy() && !draining_.load();
}

}  // namespace prescore::service
