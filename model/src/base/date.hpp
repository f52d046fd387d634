// Application dates, as the data files write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace prescore {

using Date = std::chrono::year_month_day;

/// Reads `01FEB2014` (as in the data) or `2014-02-01` (as on the command line); nothing else, no impossible days.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text) noexcept;

/// `2014-02-01`
[[nodiscard]] std::string iso(const Date& date);

/// `2014-02`
[[nodiscard]] std::string iso_month(const Date& date);

}  // namespace prescore
