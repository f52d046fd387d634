// One text for each JSON value, so that a signature does not depend on how a file is formatted.
#pragma once

#include <string>

#include "json/json_place.hpp"

namespace prescore {

/// The value as RFC 8785 (JSON Canonicalization Scheme) writes it: no blanks, numbers and texts as ECMAScript's
/// JSON.stringify. Keys are in the order of their UTF-8 bytes, which is that of the RFC for all characters up to
/// U+FFFF. Throws InputError, naming `source`, if a whole number is one that no double holds: the RFC would write it as
/// its neighbour, so that two documents that read differently would have one text.
[[nodiscard]] std::string canonical_json(const Json& value, const std::string& source);

}  // namespace prescore
