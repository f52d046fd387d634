// --delimiter, --decimal and --encoding, for the commands that read rows.
#pragma once

#include <CLI/CLI.hpp>

#include "csv/csv_dialect.hpp"

namespace prescore {

/// Adds the options; `dialect` must outlive the parsing.
void add_dialect_options(CLI::App& command, CsvDialect& dialect);

/// Prints a line about how a file is written to standard error, once for each line.
void print_note(const std::string& line);

}  // namespace prescore
