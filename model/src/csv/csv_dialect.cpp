// How a file is written, from its first bytes.
//
// Line ends: a carriage return alone ends a line where the sample has no line feed.
// Delimiter: a first line "sep=;" names it. Else each of comma, semicolon, tab and bar that the header has outside of
// quotes is tried, and the one with which most records have as many cells as the header is taken; of equally good ones
// that with more cells, then the comma. A file that has none of them may be separated by single blanks.
// Decimal mark: only cells that can be read in one way are evidence. "1,5", "0,500" and "1234,500" show a comma that
// divides; "1.234,50" and "1.234.567" show points that group, so a comma divides. "40.000" shows nothing. A column, and
// the file as a whole, has a mark where all evidence is for the same one.
#include "csv/csv_dialect.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/blanks.hpp"
#include "csv/csv_block.hpp"

namespace prescore {
namespace {

constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kOtherFormats = {{
    {"PK\x03\x04", "XLSX"},
    {"PAR1", "Parquet"},
    {"%PDF", "PDF"},
    {"\xD0\xCF\x11\xE0", "XLS"},
    {"\x1F\x8B", "gzip"},
    {"\x28\xB5\x2F\xFD", "Zstandard"},
    {"BZh9", "bzip2"},
    {"\xFD"
     "7zXZ",
     "xz"},
}};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

/// The size of a first line such as `sep=;`, with its end, or 0. Sets `delimiter`.
std::size_t take_sep_line(std::string_view sample, char& delimiter) {
  const std::size_t line = sample.find('\n');
  if (line == std::string_view::npos) return 0;
  std::string_view text = sample.substr(0, line);
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (text.size() > 1 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (text.size() != 5 || lower_case(text.substr(0, 4)) != "sep=") return 0;
  if (std::find(kDelimiters.begin(), kDelimiters.end(), text[4]) == kDelimiters.end()) return 0;
  delimiter = text[4];
  return line + 1;
}

/// The cells of the record at `begin`, quotes left in; moves `begin` behind it. Nothing where the sample ends before.
bool next_cells(std::string_view sample, std::size_t& begin, char delimiter, std::vector<std::string_view>& cells) {
  cells.clear();
  const RecordEnd record = find_record_end(sample, begin, delimiter);
  if (record.end == std::string_view::npos) return false;
  bool in_quotes = false;
  std::size_t cell = begin;
  for (std::size_t place = begin; place < record.end; ++place) {
    if (sample[place] == '"') in_quotes = !in_quotes;
    if (in_quotes || (sample[place] != delimiter && place + 1 != record.end)) continue;
    cells.push_back(sample.substr(cell, place - cell));
    cell = place + 1;
  }
  begin = record.end;
  return true;
}

struct Fit {
  std::size_t cells = 0;
  std::size_t records = 0;
};

/// How many cells the header has with `delimiter`, and how many records have as many.
Fit fit_of(std::string_view sample, char delimiter) {
  constexpr std::size_t kMostRecords = 200;
  std::vector<std::string_view> cells;
  std::size_t place = 0;
  Fit fit;
  if (!next_cells(sample, place, delimiter, cells)) return fit;
  fit.cells = cells.size();
  for (std::size_t record = 0; record < kMostRecords && next_cells(sample, place, delimiter, cells); ++record) {
    fit.records += cells.size() == fit.cells ? 1U : 0U;
  }
  return fit;
}

/// Whether every record has as many cells as the first one if blanks separate them, and more than two: words of a
/// single column do not.
bool is_separated_by_blanks(std::string_view sample) {
  std::vector<std::string_view> cells;
  std::size_t place = 0;
  if (!next_cells(sample, place, ' ', cells)) return false;
  const std::size_t columns = cells.size();
  std::size_t records = 1;
  while (next_cells(sample, place, ' ', cells)) {
    // The end of the sample makes a blank record.
    if (cells.size() == 1 && trimmed(cells.front()).empty()) continue;
    if (cells.size() != columns) return false;
    ++records;
  }
  return columns > 2 && records > 2;
}

char recognise_delimiter(std::string_view sample) {
  char best = ',';
  Fit most;
  for (const char delimiter : kDelimiters) {
    const Fit fit = fit_of(sample, delimiter);
    if (fit.cells < 2) continue;
    // Of two that fit, the one with more cells: a decimal comma, too, may be in every record.
    if (most.cells >= 2 && std::pair(fit.records, fit.cells) <= std::pair(most.records, most.cells)) continue;
    best = delimiter;
    most = fit;
  }
  return most.cells < 2 && is_separated_by_blanks(sample) ? ' ' : best;
}

DecimalMark mark(char character) { return character == '.' ? DecimalMark::point : DecimalMark::comma; }
DecimalMark other(char character) { return character == '.' ? DecimalMark::comma : DecimalMark::point; }

/// Which decimal mark a cell is evidence for.
DecimalMark evidence_of(std::string_view cell) {
  if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
  cell = trimmed(cell);
  if (cell.starts_with('-') || cell.starts_with('+')) cell.remove_prefix(1);
  const std::size_t last = cell.find_last_of(".,");
  if (last == std::string_view::npos || cell.find_first_not_of("0123456789.,") != std::string_view::npos) {
    return DecimalMark::unknown;
  }
  const std::size_t first = cell.find_first_of(".,");
  const std::size_t behind = cell.size() - last - 1;
  if (first == last) {
    const bool can_group = behind == 3 && first >= 1 && first <= 3 && cell.front() != '0';
    return can_group || cell.size() == 1 ? DecimalMark::unknown : mark(cell[last]);
  }
  // Groups of three up to the last mark.
  for (std::size_t place = first; place < last; place += 4) {
    if (cell[place] != cell[first] || cell.find_first_of(".,", place + 1) != place + 4) return DecimalMark::unknown;
  }
  if (cell[last] != cell[first]) return mark(cell[last]);
  return behind == 3 ? other(cell[last]) : DecimalMark::unknown;
}

struct Evidence {
  bool has_point = false;
  bool has_comma = false;

  void add(DecimalMark mark) noexcept {
    has_point = has_point || mark == DecimalMark::point;
    has_comma = has_comma || mark == DecimalMark::comma;
  }
  [[nodiscard]] DecimalMark verdict() const noexcept {
    if (has_point == has_comma) return DecimalMark::unknown;
    return has_point ? DecimalMark::point : DecimalMark::comma;
  }
};

void recognise_marks(std::string_view sample, CsvFormat& format) {
  std::vector<std::string_view> cells;
  std::size_t place = 0;
  Evidence all;
  std::vector<Evidence> columns;
  if (!next_cells(sample, place, format.delimiter, cells)) return;
  columns.resize(cells.size());
  while (next_cells(sample, place, format.delimiter, cells)) {
    for (std::size_t column = 0; column < std::min(cells.size(), columns.size()); ++column) {
      const DecimalMark shown = evidence_of(cells[column]);
      columns[column].add(shown);
      all.add(shown);
    }
  }
  format.decimal = all.verdict();
  for (const Evidence& column : columns) format.columns.push_back(column.verdict());
}

}  // namespace

std::string_view name(CsvEncoding encoding) noexcept {
  constexpr std::array<std::string_view, 5> kNames = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1251", "windows-1252"};
  return kNames[static_cast<std::size_t>(encoding)];
}

std::optional<char> parse_delimiter(std::string_view text) noexcept {
  if (text == "tab" || text == "\\t") return '\t';
  if (text == "comma") return ',';
  if (text == "semicolon") return ';';
  if (text == "pipe") return '|';
  if (text == "space") return ' ';
  if (text.size() != 1 || std::find(kDelimiters.begin(), kDelimiters.end(), text[0]) == kDelimiters.end()) return {};
  return text[0];
}

std::optional<DecimalMark> parse_decimal_mark(std::string_view text) noexcept {
  if (text == "." || text == "point") return DecimalMark::point;
  if (text == "," || text == "comma") return DecimalMark::comma;
  return std::nullopt;
}

std::optional<CsvEncoding> parse_encoding(std::string_view text) {
  const std::string lower = lower_case(text);
  if (lower == "utf-8" || lower == "utf8") return CsvEncoding::utf8;
  if (lower == "utf-16le" || lower == "utf-16") return CsvEncoding::utf16_le;
  if (lower == "utf-16be") return CsvEncoding::utf16_be;
  if (lower == "windows-1251" || lower == "cp1251") return CsvEncoding::windows_1251;
  if (lower == "windows-1252" || lower == "cp1252") return CsvEncoding::windows_1252;
  return std::nullopt;
}

CsvFormat recognise_format(std::string_view sample, bool is_whole, const CsvDialect& stated) {
  CsvFormat format;
  std::string text(sample);
  format.cr_ends_lines = text.find('\n') == std::string::npos && text.find('\r') != std::string::npos;
  if (format.cr_ends_lines) std::replace(text.begin(), text.end(), '\r', '\n');
  if (is_whole) text += '\n';
  char named = '\0';
  format.sep_line = take_sep_line(text, named);
  const std::string_view table = std::string_view(text).substr(format.sep_line);
  format.delimiter = stated.delimiter ? *stated.delimiter : named != '\0' ? named : recognise_delimiter(table);
  recognise_marks(table, format);
  format.decimal_is_stated = stated.decimal.has_value();
  if (stated.decimal) format.decimal = *stated.decimal;
  return format;
}

std::string_view format_that_is_not_csv(std::string_view bytes) noexcept {
  for (const auto& [start, known] : kOtherFormats) {
    if (bytes.starts_with(start)) return known;
  }
  const std::string_view text = trimmed(bytes.substr(0, 256));
  if (text.starts_with("<!DOCTYPE") || text.starts_with("<!doctype") || text.starts_with("<html") ||
      text.starts_with("<HTML") || text.starts_with("<table")) {
    return "HTML";
  }
  return text.starts_with("<?xml") ? "XML" : "";
}

std::string described(const CsvFormat& format) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (format.encoding != CsvEncoding::utf8) add("in " + std::string(name(format.encoding)));
  if (format.delimiter != ',') {
    add(format.delimiter == '\t'  ? "separated by tabs"
        : format.delimiter == ' ' ? "separated by blanks"
                                  : "separated by \"" + std::string(1, format.delimiter) + "\"");
  }
  if (format.cr_ends_lines) add("with lines that end in a carriage return");
  if (format.decimal == DecimalMark::comma) add("with decimal commas");
  return text.empty() ? text : "read as a file " + text;
}

}  // namespace prescore
