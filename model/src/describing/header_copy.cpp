#include "describing/header_copy.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "base/blanks.hpp"
#include "csv/csv_reader.hpp"
#include "describing/header_line.hpp"

namespace prescore {
namespace {

void write_cell(std::string_view cell, std::ostream& output) {
  if (cell.find_first_of(",\"\n\r") == std::string_view::npos) {
    output << cell;
    return;
  }
  output << '"';
  for (const char c : cell) output << (c == '"' ? "\"\"" : std::string(1, c));
  output << '"';
}

template <typename Cells>
void write_row(const Cells& cells, std::size_t columns, std::ostream& output) {
  for (std::size_t index = 0; index < columns; ++index) {
    if (index > 0) output << ',';
    write_cell(trimmed(cells[index]), output);
  }
  output << '\n';
}

}  // namespace

void copy_with_header(const NamedStream& data, std::ostream& output) {
  CsvReader reader(data);
  // A delimiter at the end of each line makes one more cell, which is blank.
  std::size_t columns = reader.header().size();
  if (columns > 1 && reader.header().back().empty()) --columns;
  std::vector<std::string> names;
  for (std::size_t index = 0; index < columns; ++index) names.push_back(default_column_name(index));
  write_row(names, columns, output);
  write_row(reader.header(), columns, output);
  while (reader.next()) write_row(reader.cells(), columns, output);
}

}  // namespace prescore
