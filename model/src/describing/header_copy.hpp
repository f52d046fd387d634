// A copy of a data file with a header line, for files that have none.
#pragma once

#include <ostream>

#include "csv/named_stream.hpp"

namespace prescore {

/// Writes `data`, whose first line is a row, as UTF-8 with commas and a header line: column_1, column_2, ... Blank
/// cells behind the last column are left out. Throws InputError where a row cannot be read, with its place; FileError
/// where reading fails.
void copy_with_header(const NamedStream& data, std::ostream& output);

}  // namespace prescore
