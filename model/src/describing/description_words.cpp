// How numbers, shares, values and formats are shown to people.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/file_error.hpp"
#include "describing/description_text.hpp"

namespace prescore {

std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, ",");
  return digits;
}

std::string shown_rows(std::uint64_t rows) { return with_commas(rows) + (rows == 1 ? " row" : " rows"); }

std::string shown_share(std::uint64_t part, std::uint64_t rows) {
  std::array<char, 32> text{};
  const double percent = rows == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(rows);
  std::snprintf(text.data(), text.size(), part > 0 && percent < 0.05 ? "%.2g %%" : "%.1f %%", percent);
  return text.data();
}

std::string shown_number(double number) {
  if (number == std::trunc(number) && std::fabs(number) < 1e15) {
    const auto whole = with_commas(static_cast<std::uint64_t>(std::fabs(number)));
    return (number < 0 ? "-" : "") + whole;
  }
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", number);
  return text.data();
}

std::string shown_format(const CsvFormat& format) {
  std::string delimiter = "\"" + std::string(1, format.delimiter) + "\"";
  if (format.delimiter == ',') delimiter = "commas";
  if (format.delimiter == '\t') delimiter = "tabs";
  if (format.delimiter == ' ') delimiter = "blanks";
  std::string text = std::string(name(format.encoding)) + ", separated by " + delimiter;
  if (format.decimal == DecimalMark::comma) text += ", with decimal commas";
  if (format.decimal == DecimalMark::point) text += ", with decimal points";
  if (format.cr_ends_lines) text += ", lines end in a carriage return";
  return text;
}

std::string shown_values(const ColumnDescription& column, std::size_t most) {
  std::string text;
  const std::size_t shown = std::min(column.values.size(), most);
  for (std::size_t index = 0; index < shown; ++index) {
    const ValueCount& value = column.values[index];
    text += std::string(index == 0 ? "\"" : ", \"") + shown_text(value.value) + "\" " +
            shown_share(value.rows, column.present());
  }
  return column.values.size() > shown ? text + ", ..." : text;
}

}  // namespace prescore
