// What a model file tells about its own making.
#pragma once

#include "json/json_place.hpp"

namespace prescore {

/// Reads the provenance: null, or an object. The entries that commands use must have the types and forms that the
/// trainer writes; all others may hold anything.
[[nodiscard]] Json read_provenance(const JsonPlace& place);

}  // namespace prescore
