// Base64 with padding (RFC 4648), in which packed models are stored and sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prescore::service {

[[nodiscard]] std::string to_base64(std::string_view bytes);

/// Nothing for anything that is not base64 with padding in one line.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace prescore::service
