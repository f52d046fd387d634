#include "cli/commands/file_run.hpp"

#include <algorithm>
#include <chrono>
#include <iomanip>
#include <iostream>
#include <optional>
#include <thread>

#include "cli/commands/dialect_options.hpp"
#include "cli/commands/process_cost.hpp"
#include "files/files.hpp"

namespace prescore {
namespace {

using Clock = std::chrono::steady_clock;

void tell(const StreamCounts& counts, unsigned threads, Clock::duration taken) {
  const double seconds = std::max(std::chrono::duration<double>(taken).count(), 1e-6);
  const auto megabytes = static_cast<double>(counts.bytes) / 1e6;
  const ProcessCost cost = process_cost();
  std::cerr << std::fixed << std::setprecision(1) << "prescore: " << counts.rows << " rows, " << megabytes << " MB in "
            << std::setprecision(2) << seconds << " s on " << threads << (threads == 1 ? " thread: " : " threads: ")
            << std::setprecision(0) << megabytes / seconds << " MB a second; processor " << std::setprecision(2)
            << cost.processor_seconds << " s, peak memory " << std::setprecision(1) << cost.peak_memory_mb << " MB\n";
}

StreamCounts write_into(const FileRunOptions& options, const WriteLines& write_lines, std::ostream& output,
                        std::ostream* rejects) {
  if (options.input == kStandardStream) {
    // Reading would flush standard output, to which another thread writes.
    std::cin.tie(nullptr);
    return write_lines({std::cin, "standard input", 0, options.dialect, print_note}, output, rejects);
  }
  std::ifstream file = open_input(options.input);
  std::error_code unknown_size;
  const auto bytes = std::filesystem::file_size(options.input, unknown_size);
  return write_lines({file, options.input, unknown_size ? 0 : bytes, options.dialect, print_note}, output, rejects);
}

}  // namespace

void add_file_run_options(CLI::App& command, FileRunOptions& options) {
  options.stream.threads = std::max(1U, std::thread::hardware_concurrency());
  command.add_option("--input", options.input, "CSV file of applicants, - for standard input")
      ->type_name("F.csv|-")
      ->capture_default_str();
  command.add_option("--output", options.output, "CSV file to write, - for standard output")
      ->type_name("G.csv|-")
      ->capture_default_str();
  command.add_option("--threads", options.stream.threads, "Threads; the output does not depend on their number")
      ->check(CLI::Range(1, 256))
      ->type_name("N")
      ->capture_default_str();
  CLI::Option* keep_going =
      command.add_flag("--keep-going", options.keep_going, "Leave out rows that cannot be read, instead of stopping");
  CLI::Option* rejects =
      command.add_option("--rejects", options.rejects, "CSV file to write: the rows left out, each with its reason")
          ->type_name("R.csv");
  add_dialect_options(command, options.dialect);
  keep_going->needs(rejects);
  rejects->needs(keep_going);
}

void run_over_file(const FileRunOptions& options, const WriteLines& write_lines) {
  const Clock::time_point start = Clock::now();
  std::optional<OutputFile> output;
  std::optional<OutputFile> rejects;
  if (options.output != kStandardStream) output.emplace(options.output);
  if (options.keep_going) rejects.emplace(options.rejects);
  const StreamCounts counts =
      write_into(options, write_lines, output ? output->stream() : std::cout, rejects ? &rejects->stream() : nullptr);
  if (rejects) rejects->commit();
  if (output) output->commit();
  if (options.verbose) tell(counts, options.stream.threads, Clock::now() - start);
  if (counts.refused > 0) {
    std::cerr << "prescore: " << counts.refused << (counts.refused == 1 ? " row was" : " rows were") << " refused; "
              << options.rejects.string() << " says why\n";
  }
}

}  // namespace prescore
