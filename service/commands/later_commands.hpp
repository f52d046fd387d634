// The command lines of the commands about decisions after they were made.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "service/store/sql_store.hpp"

namespace prescore::service {

/// Adds the commands. `add_place` adds the options that name the database to a command, `place` reads them.
void add_later_commands(CLI::App& program, const std::function<void(CLI::App&)>& add_place,
                        const std::function<DatabasePlace()>& place);

}  // namespace prescore::service
