// What score and explain share: they turn a file of applicants into a file of lines.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "cli/command_files.hpp"
#include "cli/summary.hpp"
#include "prescore/programme.hpp"
#include "rows/row_stream.hpp"

namespace prescore {

struct FileRunOptions {
  std::string input = kStandardStream;
  std::string output = kStandardStream;
  bool keep_going = false;
  std::filesystem::path rejects;
  /// The column that is copied to the output.
  std::optional<std::string> key;
  /// Print how long it took.
  bool verbose = false;
  SummaryOptions summary;
  CsvDialect dialect;
  StreamOptions stream;
};

/// Adds --input, --output, --key, --threads, --keep-going, --rejects, --quiet, --strict and the options of a dialect.
void add_file_run_options(CLI::App& command, FileRunOptions& options);

/// Declares the files of `options`.
void declare_files(const FileRunOptions& options, CommandFiles& files);

/// Writes the lines of the input's rows. `rejects` is null if the first row that cannot be read must stop the run.
using WriteLines = std::function<StreamCounts(const NamedStream& input, std::ostream& output, std::ostream* rejects)>;

/// Writes the files, which are open, through `write_lines`, and prints the summary. A run that fails leaves no file.
void run_over_file(const FileRunOptions& options, const Programme& programme, CommandFiles& files,
                   const WriteLines& write_lines);

}  // namespace prescore
