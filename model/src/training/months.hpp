// Application dates -> the calendar months that the level of the PDs is judged by.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace prescore {

/// A calendar month with at least one row.
struct Month {
  /// 12 x year + month of the year from 0.
  int number = 0;
  /// The mean date of its rows, in months on the scale of `number`.
  double time = 0.0;
  std::uint64_t rows = 0;
  std::uint64_t defaults = 0;
};

/// Rows whose dates lie far from those of all others: a placeholder such as 1900-01-01, or a typing error.
struct FarOffDates {
  std::uint64_t rows = 0;
  std::optional<Date> earliest;
  std::optional<Date> latest;
};

/// Far-off dates: groups of months that are more than kLongestGap months without a row away from the months that hold
/// most rows, and that hold less than kFarOffShare of all rows.
inline constexpr int kLongestGap = 3;
inline constexpr double kFarOffShare = 0.05;

class MonthTable {
 public:
  /// `dates` and `defaulted` are of one size, a row each; both may be empty.
  MonthTable(std::span<const Date> dates, std::span<const std::uint8_t> defaulted);

  /// In order of time, without far-off months.
  [[nodiscard]] const std::vector<Month>& months() const noexcept { return months_; }

  /// The time of each month.
  [[nodiscard]] std::vector<double> times() const;

  [[nodiscard]] const FarOffDates& far_off() const noexcept { return far_off_; }

  /// The place of the date's month in `months()`; nothing for a far-off one.
  [[nodiscard]] std::optional<std::size_t> index_of(const Date& date) const noexcept;

 private:
  std::vector<Month> months_;
  FarOffDates far_off_;
};

/// "2014-02"
[[nodiscard]] std::string iso(const Month& month);

}  // namespace prescore
