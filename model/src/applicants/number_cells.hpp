// A cell of a number question -> its value.
#pragma once

#include <cstdint>
#include <string_view>

#include "applicants/missing_words.hpp"
#include "csv/csv_dialect.hpp"
#include "prescore/codes.hpp"
#include "prescore/questionnaire.hpp"
#include "prescore/result.hpp"

namespace prescore {

/// A number, or why there is none.
struct NumberReading {
  // Not explicit: a reading is its value unless it is in doubt.
  // cppcheck-suppress noExplicitConstructor
  NumberReading(Result<std::int32_t, IssueCode> read, bool doubt = false) : value(read), is_in_doubt(doubt) {}
  // cppcheck-suppress noExplicitConstructor
  NumberReading(IssueCode issue, bool doubt = false) : value(issue), is_in_doubt(doubt) {}

  Result<std::int32_t, IssueCode> value;
  /// The number can be read in two ways; then the issue is not_a_number.
  bool is_in_doubt = false;
};

class NumberCells {
 public:
  /// `of_column` is the decimal mark of the question's column, `of_file` that of the whole file. `question` and
  /// `missing` must outlive the object.
  NumberCells(const Question& question, std::size_t column, DecimalMark of_column, DecimalMark of_file,
              const MissingWords& missing)
      : question_(question), column_(column), of_column_(of_column), of_file_(of_file), missing_(missing) {}

  /// Reads a number as a form does, except that money whose mark is in doubt is read as the column's other cells are
  /// written, or not at all. A blank cell and a word for a missing value are `missing_answer`. kCsvPadding bytes behind
  /// `cell` may be read.
  [[nodiscard]] NumberReading read(std::string_view cell) const;

  [[nodiscard]] std::size_t column() const noexcept { return column_; }

 private:
  [[nodiscard]] NumberReading read_slowly(std::string_view cell) const;

  const Question& question_;
  std::size_t column_;
  DecimalMark of_column_;
  DecimalMark of_file_;
  const MissingWords& missing_;
};

}  // namespace prescore
