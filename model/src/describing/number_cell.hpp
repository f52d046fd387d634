// Whether a cell is a number, whatever is written beside it: "1 200", "$1,200.00", "12.5%", "36 months".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "csv/csv_dialect.hpp"

namespace prescore {

struct NumberCell {
  double value = 0.0;
  /// Digits behind the decimal mark, without zeros at their end.
  std::uint8_t decimals = 0;
  /// Digits behind the decimal mark as they are written.
  std::uint8_t written_decimals = 0;
  /// Whether a mark groups the digits by threes.
  bool is_grouped = false;
  /// Whether its only mark may divide or group, as in "40,000".
  bool is_in_doubt = false;
  /// Whether it starts with a zero that means nothing, as in "007".
  bool has_leading_zero = false;
  /// What is written before and behind the number, blanks aside: "$", "%", "months". Points into the cell.
  std::string_view before;
  std::string_view behind;

  [[nodiscard]] bool has_unit() const noexcept { return !before.empty() || !behind.empty(); }
};

/// Reads a cell, blanks around it aside. `mark` is the decimal mark of its column, as far as it is known; a mark in
/// doubt then groups if it is a comma. Nothing if the cell is not one number: "A11", "10+ years", "2014-02-01", "".
[[nodiscard]] std::optional<NumberCell> read_number_cell(std::string_view cell, DecimalMark mark) noexcept;

}  // namespace prescore
