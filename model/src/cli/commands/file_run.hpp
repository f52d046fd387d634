// What the commands share that turn a file of applicants into a file of lines.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>

#include "rows/row_stream.hpp"

namespace prescore {

inline constexpr const char* kStandardStream = "-";

struct FileRunOptions {
  std::string input = kStandardStream;
  std::string output = kStandardStream;
  bool keep_going = false;
  std::filesystem::path rejects;
  /// Say how quickly it went.
  bool verbose = false;
  CsvDialect dialect;
  StreamOptions stream;
};

/// Adds --input, --output, --threads, --keep-going, --rejects, and the options of a dialect.
void add_file_run_options(CLI::App& command, FileRunOptions& options);

/// Writes the lines of the input's rows; `rejects` is null where the first row that cannot be read is to stop it.
using WriteLines = std::function<StreamCounts(const NamedStream& input, std::ostream& output, std::ostream* rejects)>;

/// Opens the files, writes through `write_lines`, and says what was refused. Nothing is left of a run that fails.
void run_over_file(const FileRunOptions& options, const WriteLines& write_lines);

}  // namespace prescore
