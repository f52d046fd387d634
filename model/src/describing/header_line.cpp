#include "describing/header_line.hpp"

#include <algorithm>

#include "base/file_error.hpp"
#include "describing/number_cell.hpp"

namespace prescore {
namespace {

/// Whether a cell of the first line is one of the column's values.
bool is_value_of(const std::string& cell, const ColumnDescription& column) {
  const auto& values = column.values;
  return std::any_of(values.begin(), values.end(), [&](const ValueCount& value) { return value.value == cell; });
}

}  // namespace

std::string default_column_name(std::size_t index) { return "column_" + std::to_string(index + 1); }

std::string why_headless(const std::vector<std::string>& header, const std::vector<ColumnDescription>& columns) {
  std::size_t named = 0;
  std::size_t like_data = 0;
  std::string example;
  for (std::size_t index = 0; index < header.size(); ++index) {
    const std::string& cell = header[index];
    if (cell.empty()) continue;
    ++named;
    const bool reads_as_number = read_number_cell(cell, DecimalMark::unknown).has_value();
    const bool is_number = columns[index].summary.numbers().cells * 10 > columns[index].present() * 9;
    // A word above numbers is a name.
    if (is_number && columns[index].present() > 0 && !reads_as_number) return {};
    if (is_number || is_value_of(cell, columns[index])) {
      ++like_data;
      if (example.empty()) example = cell;
    }
  }
  // A name may be a value by chance, most names are not.
  if (like_data == 0 || like_data * 3 < named) return {};
  return std::to_string(like_data) + " of its " + std::to_string(named) +
         " cells are like the cells below them, for example \"" + shown_text(example) + "\"";
}

}  // namespace prescore
