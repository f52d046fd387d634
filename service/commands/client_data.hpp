// Client data in the running service: its connectors, and what the service sees of them.
#pragma once

#include <memory>

#include "service/api/observer.hpp"
#include "service/commands/configuration.hpp"
#include "service/connectors/merged_sources.hpp"

namespace prescore::service {

/// The connectors of the configuration; null where there are none. Their calls are counted, and what happens to them is
/// logged; `observer` and `clock` must outlive them. Throws InputError with all that is wrong.
[[nodiscard]] std::unique_ptr<MergedSources> open_client_data(const Configuration& configuration, Observer& observer,
                                                              Clock& clock);

}  // namespace prescore::service
