// Application dates, as the data files write them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prescore {

using Date = std::chrono::year_month_day;

/// What comes first in a day such as `01/02/2014`.
enum class DateForm : std::uint8_t {
  /// Not stated: such a day is refused, because it may be January or February.
  unknown,
  day_month_year,
  month_day_year,
};

/// Reads a day as files write it, blanks around it aside: `2014-02-01`, `2014/02/01`, `20140201`, `01.02.2014`,
/// `01FEB2014` or `01-Feb-2014` (upper or lower case), any of them with a time behind a blank or a T, which is ignored;
/// and a month, which is its first day: `2014-02`, `Feb-2014`. Nothing else, no impossible days. `01/02/2014` is
/// refused, unless `form` says what comes first: then days such as `01/02/2014`, `1/2/2014` and `01-02-2014` are read
/// so.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text, DateForm form = DateForm::unknown) noexcept;

/// `2014-02-01`
[[nodiscard]] std::string iso(const Date& date);

/// `2014-02`
[[nodiscard]] std::string iso_month(const Date& date);

}  // namespace prescore
