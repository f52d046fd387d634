// The description of a file as JSON, for programs.
#pragma once

#include "describing/file_description.hpp"
#include "json/json_place.hpp"

namespace prescore {

/// Lists at most a hundred values of a column; "distinct" says how many there are.
[[nodiscard]] Json to_json(const FileDescription& file);

}  // namespace prescore
