// What can be wrong with a file of rows: one table of codes. Codes cross every boundary, sentences do not: the tool
// makes English sentences of them here, the page makes them from site/texts/<language>.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/input_error.hpp"

namespace prescore {

// wasm/batch/types.ts repeats these names, and the page's texts have a sentence for each; tests compare them.
#define PRESCORE_FILE_ERROR_CODES(X)                                               \
  X(empty_file, "there is no byte in it, and no header")                           \
  X(not_csv, "text: the format's name, as in XLSX")                                \
  X(missing_column, "text: the name that the header lacks; nearest, columns")      \
  X(repeated_column, "text: the name; count: how often the header has it")         \
  X(blank_line, "a blank line between records")                                    \
  X(open_quote, "a quote is never closed")                                         \
  X(record_with_quote_too_long, "longer than kMaxRecordBytes, over several lines") \
  X(line_too_long, "longer than kMaxRecordBytes")                                  \
  X(text_after_quote, "text follows a closing quote")                              \
  X(wrong_cell_count, "count: cells of the row; expected: columns of the header")  \
  X(not_utf8, "text: the cell, with ? for bytes that are not ASCII")               \
  X(not_a_number, "text: the cell")                                                \
  X(ambiguous_number, "text: the cell; its mark may divide or group")              \
  X(not_a_date, "text: the cell")                                                  \
  X(not_an_outcome, "text: the cell, which is neither 0 nor 1")

enum class FileErrorCode : std::uint8_t {
#define PRESCORE_ENUMERATOR(name, meaning) name,
  PRESCORE_FILE_ERROR_CODES(PRESCORE_ENUMERATOR)
#undef PRESCORE_ENUMERATOR
};

/// The name as written in the table.
[[nodiscard]] std::string_view name(FileErrorCode code) noexcept;

/// One thing that is wrong, without its place. The table says which of the parameters a code has.
struct FileProblem {
  FileErrorCode code = FileErrorCode::empty_file;
  /// What the file holds, as `shown_text` makes it: UTF-8.
  std::string text;
  std::uint64_t count = 0;
  std::uint64_t expected = 0;
  /// The column of the file whose name is most like `text`; empty where none is.
  std::string nearest = {};
  /// What columns the file has, as in "age, income, ..."; only with the last of several problems.
  std::string columns = {};
};

inline constexpr std::size_t kLongestShownText = 40;

/// What a message shows of a cell or a name in UTF-8: at most kLongestShownText bytes, then "...", and only characters
/// that are safe to show (base/printable.hpp).
[[nodiscard]] std::string shown_text(std::string_view text);

/// What a message shows of bytes that are not UTF-8: "?" for each that is not ASCII.
[[nodiscard]] std::string shown_bytes(std::string_view bytes);

/// A clause in English, to follow the place: `"many" is not a number`.
[[nodiscard]] std::string clause(const FileProblem& problem);

/// A row that cannot be read.
struct RowError {
  /// 1 for the first row after the header.
  std::uint64_t row = 0;
  /// The row's first line in the file; the header is on line 1.
  std::uint64_t line = 0;
  /// As the header names it; empty where the row as a whole cannot be read.
  std::string column;
  FileProblem problem;
};

/// "F.csv, line 18 (row 17)", or "F.csv, header" for row 0: the start of every message about a row.
[[nodiscard]] std::string row_place(const std::string& source, std::uint64_t row, std::uint64_t line);

/// "F.csv, line 18 (row 17), column "income": "many" is not a number"
[[nodiscard]] std::string sentence(const RowError& error, const std::string& source);

/// A file cannot be used from its header on: all that is wrong there.
class HeaderError : public InputError {
 public:
  HeaderError(const std::string& source, std::vector<FileProblem> problems);

  /// At least one.
  [[nodiscard]] const std::vector<FileProblem>& problems() const noexcept { return problems_; }

 private:
  std::vector<FileProblem> problems_;
};

}  // namespace prescore
