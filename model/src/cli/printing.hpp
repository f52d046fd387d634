// Results on standard output.
#pragma once

#include <string>

#include "json/json_place.hpp"

namespace prescore {

/// Prints a JSON document for people and programs. Characters that a terminal would obey are written as escapes, which
/// mean the same in JSON.
void print_json(const Json& document);

/// The text with these escapes; `json` is JSON.
[[nodiscard]] std::string with_escapes(const std::string& json);

}  // namespace prescore
