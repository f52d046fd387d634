// A report -> one HTML page that needs no network and no server.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "json/json_place.hpp"

namespace prescore {

/// The SHA-256 of a text, in base64.
using Digest = std::function<std::string(std::string_view text)>;

/// The page of a report that `make_report` made. Its content security policy allows only its one script and one style
/// sheet, by their hashes. Without the script, everything but the slider is there.
[[nodiscard]] std::string report_page(const Json& report, const Digest& sha256);

}  // namespace prescore
