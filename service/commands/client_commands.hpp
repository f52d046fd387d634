// load-clients and demo-data.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "service/commands/configuration.hpp"

namespace prescore::service {

/// Adds both commands. `add_place` adds the options that name a configuration or a database, and `read_place` reads
/// them once the command runs.
void add_client_commands(CLI::App& program, const std::function<void(CLI::App&)>& add_place,
                         const std::function<Configuration()>& read_place);

}  // namespace prescore::service
