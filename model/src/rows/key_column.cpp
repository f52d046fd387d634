#include <algorithm>
#include <cstring>

#include "base/file_error.hpp"
#include "base/input_error.hpp"
#include "rows/block_lines.hpp"

namespace prescore {

std::string quoted_cell(std::string_view text) {
  std::string cell = "\"";
  for (const char character : text) cell.append(character == '"' ? 2 : 1, character);
  return cell + "\"";
}

std::string csv_cell(std::string_view text) {
  // Some readers cut blanks at either end of a cell that is not in quotes.
  const bool has_blanks = text.starts_with(' ') || text.ends_with(' ');
  return has_blanks || text.find_first_of(",;\t\"\r\n") != std::string_view::npos ? quoted_cell(text)
                                                                                  : std::string(text);
}

std::string header_with_key(std::string header, const std::optional<std::string>& key) {
  return key ? header.insert(std::strlen("row,"), csv_cell(*key) + ",") : header;
}

std::string rejects_header(const std::optional<std::string>& key) {
  return header_with_key("row,line,column,reason\n", key);
}

std::optional<std::size_t> find_key(const std::vector<std::string>& header, const std::string& source,
                                    const std::optional<std::string>& key) {
  if (!key) return std::nullopt;
  const auto count = std::count(header.begin(), header.end(), *key);
  if (count == 1) return static_cast<std::size_t>(std::find(header.begin(), header.end(), *key) - header.begin());
  std::string columns;
  for (const std::string& column : header) columns += (columns.empty() ? "\"" : ", \"") + shown_text(column) + "\"";
  throw InputError(source + ", header: the key column \"" + shown_text(*key) + "\" " +
                   (count == 0 ? "is missing" : "appears " + std::to_string(count) + " times") +
                   "; the file has the columns " + columns);
}

}  // namespace prescore
