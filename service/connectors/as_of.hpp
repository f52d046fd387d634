// The date of values, as banks and bureaus write it.
#pragma once

#include <optional>
#include <string_view>

#include "service/base/moment.hpp"

namespace prescore::service {

/// Reads a day, or a time of RFC 3339 or of PostgreSQL: "2026-11-27", "2026-11-27T09:30:00Z", "2026-11-27
/// 12:30:00.5+03", "2026-11-27T12:30:00+03:00". Without an offset it is UTC; of a fraction six digits count. Nothing
/// for anything else, and for a time more than a day behind `now`: such values would never be too old.
[[nodiscard]] std::optional<Moment> read_as_of(std::string_view text, Moment now);

}  // namespace prescore::service
