// JSON texts, written straight into a string: for what every decision writes.
#pragma once

#include <string>
#include <string_view>

namespace prescore::service {

/// Appends `text`, which must be UTF-8, as a JSON string, with as few escapes as RFC 8259 allows: as `Json::dump` does.
void append_json(std::string& json, std::string_view text);

}  // namespace prescore::service
