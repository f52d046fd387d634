// The description of a file for people.
#pragma once

#include <string>
#include <vector>

#include "describing/file_description.hpp"

namespace prescore {

/// Lines of at most about 120 characters. Names and cells are shown as messages show them (base/file_error.hpp).
[[nodiscard]] std::string described(const FileDescription& file);

/// What to look at before the file is used, one line each: unreadable and repeated rows, columns that may leak, that
/// hold one value, that share a name or have none.
[[nodiscard]] std::vector<std::string> look_at(const FileDescription& file);

/// `0: 25,473 rows; 1: 7,108 rows`: the most frequent values of a column.
[[nodiscard]] std::string shown_values(const ColumnDescription& column, std::size_t most);

/// "12,345"
[[nodiscard]] std::string with_commas(std::uint64_t number);

/// How to use a column of days such as 01/02/2014.
inline constexpr const char* kDateInDoubt =
    "write them as 2014-02-01, or draft without this date and add it to outcome_columns in training.json, with "
    "date_form";

/// "1 row", "12,345 rows"
[[nodiscard]] std::string shown_rows(std::uint64_t rows);

/// "12.7 %"
[[nodiscard]] std::string shown_share(std::uint64_t part, std::uint64_t rows);

/// "36.5", "1,200,000", "-0.0314": at most six significant digits, more for whole numbers.
[[nodiscard]] std::string shown_number(double number);

/// How the file is written: "UTF-8, separated by commas, with decimal points".
[[nodiscard]] std::string shown_format(const CsvFormat& format);

}  // namespace prescore
