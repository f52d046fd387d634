#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "base/date.hpp"

namespace prescore {

/// Adds an option that takes a day as YYYY-MM-DD; anything else is a usage error.
inline CLI::Option* add_date_option(CLI::App& command, const std::string& name, std::optional<Date>& date,
                                    const std::string& description) {
  const auto parse = [&date](const std::string& text) {
    date = parse_date(text);
    if (!date) throw CLI::ValidationError("\"" + text + "\" is not a day such as 2014-04-01");
  };
  return command.add_option_function<std::string>(name, parse, description)->type_name("YYYY-MM-DD");
}

}  // namespace prescore
