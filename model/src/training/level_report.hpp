// What the level of the PDs rests on, for the analyst and the validator.
#pragma once

#include "json/json_place.hpp"
#include "training/calibration.hpp"
#include "training/months.hpp"

namespace prescore {

/// `rests_on`: "all rows", "one level for all months", "recent months" or "a trend"; `rows` and `defaults` that it is
/// made of; `standard_error` in log-odds; `months` with rows, base rate and `weight` (absent where a trend is used),
/// the immature ones marked; `trend`; and, where there are any, `far_off_dates`. `rows` and `defaults` in all: those of
/// the data.
[[nodiscard]] Json report_level(const Calibration& calibration, const MonthTable& table, std::uint64_t rows,
                                std::uint64_t defaults);

/// "2014-01 to 2014-03", "2014-01", or "all rows": the months without the immature ones.
[[nodiscard]] std::string calibrated_on(const Calibration& calibration, const MonthTable& table);

}  // namespace prescore
