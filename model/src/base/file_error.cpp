#include "base/file_error.hpp"

#include <algorithm>
#include <utility>

#include "base/printable.hpp"

namespace prescore {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

/// "1 cell", "2 cells"
std::string counted(std::uint64_t count, const char* thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

bool is_packed(const std::string& format) {
  return format == "gzip" || format == "bzip2" || format == "xz" || format == "Zstandard";
}

std::string joined(const std::vector<FileProblem>& problems) {
  std::string text;
  for (const FileProblem& problem : problems) text += (text.empty() ? "" : "; ") + clause(problem);
  return text;
}

}  // namespace

std::string_view name(FileErrorCode code) noexcept {
  switch (code) {
#define PRESCORE_CASE(name, meaning) \
  case FileErrorCode::name:          \
    return #name;
    PRESCORE_FILE_ERROR_CODES(PRESCORE_CASE)
#undef PRESCORE_CASE
  }
  return {};
}

std::string shown_text(std::string_view text) {
  const bool is_cut = text.size() > kLongestShownText;
  std::size_t size = is_cut ? kLongestShownText : text.size();
  // Not within a character of UTF-8.
  while (is_cut && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return printable(text.substr(0, size)) + (is_cut ? "..." : "");
}

std::string shown_bytes(std::string_view bytes) {
  std::string text(bytes.substr(0, kLongestShownText + 1));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  return shown_text(text);
}

std::string clause(const FileProblem& problem) {
  switch (problem.code) {
    case FileErrorCode::empty_file:
      return "the file is empty; its first line must name the columns";
    case FileErrorCode::not_csv:
      return "this is " + problem.text + ", not CSV; " +
             (is_packed(problem.text) ? "unpack it first" : "save the table as CSV in UTF-8");
    case FileErrorCode::missing_column:
      return "the column " + quoted(problem.text) + " is missing" +
             (problem.nearest.empty() ? "" : "; the nearest is " + quoted(problem.nearest)) +
             (problem.columns.empty() ? "" : "; the file has the columns " + problem.columns);
    case FileErrorCode::repeated_column:
      return "the column " + quoted(problem.text) + " appears " + std::to_string(problem.count) + " times";
    case FileErrorCode::blank_line:
      return "the line is blank; remove it";
    case FileErrorCode::open_quote:
      return "a quote is never closed";
    case FileErrorCode::record_with_quote_too_long:
      return "the row is longer than 1 MiB; a quote may never be closed";
    case FileErrorCode::line_too_long:
      return "the line is longer than 1 MiB; this may not be a CSV file";
    case FileErrorCode::text_after_quote:
      return "text follows a closing quote";
    case FileErrorCode::wrong_cell_count:
      return "the row has " + counted(problem.count, "cell") + ", but the header names " +
             counted(problem.expected, "column");
    case FileErrorCode::not_utf8:
      return quoted(problem.text) + " is not UTF-8; save the file as UTF-8, or name its encoding, as in --encoding " +
             "windows-1252";
    case FileErrorCode::not_a_number:
      return quoted(problem.text) + " is not a number";
    case FileErrorCode::ambiguous_number:
      return quoted(problem.text) + " may have thousandths or thousands; name the mark that divides numbers, as in " +
             "--decimal point or --decimal comma";
    case FileErrorCode::not_a_date:
      return quoted(problem.text) + " is not a date such as 2014-02-01, 01FEB2014 or 31.01.2014" +
             (problem.text.find('/') == std::string::npos
                  ? ""
                  : "; say what comes first in it, by \"date_form\" in training.json");
    case FileErrorCode::not_an_outcome:
      return quoted(problem.text) + " must be 0 or 1; name other values in training.json under \"default\", as " +
             "\"bad\" and \"good\"";
  }
  return {};
}

std::string row_place(const std::string& source, std::uint64_t row, std::uint64_t line) {
  if (row == 0) return source + ", header";
  return source + ", line " + std::to_string(line) + " (row " + std::to_string(row) + ")";
}

std::string sentence(const RowError& error, const std::string& source) {
  const std::string column = error.column.empty() ? "" : ", column " + quoted(error.column);
  return row_place(source, error.row, error.line) + column + ": " + clause(error.problem);
}

HeaderError::HeaderError(const std::string& source, std::vector<FileProblem> problems)
    : InputError(row_place(source, 0, 1) + ": " + joined(problems)), problems_(std::move(problems)) {}

}  // namespace prescore
