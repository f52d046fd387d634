#include "cli/commands/file_run.hpp"

#include <algorithm>
#include <chrono>
#include <iomanip>
#include <iostream>

#include "cli/commands/dialect_options.hpp"
#include "cli/commands/number_options.hpp"
#include "cli/commands/process_cost.hpp"
#include "files/file_state.hpp"
#include "files/files.hpp"

namespace prescore {
namespace {

using Clock = std::chrono::steady_clock;

void print_cost(const StreamCounts& counts, unsigned threads, Clock::duration taken) {
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
  if (is_standard_input(options.input)) {
    // Reading would flush standard output, to which another thread writes.
    std::cin.tie(nullptr);
    return write_lines({std::cin, "standard input", 0, options.dialect, print_note}, output, rejects);
  }
  std::ifstream file = open_input(options.input);
  const auto state = file_state(options.input);
  return write_lines({file, options.input, state ? state->bytes : 0, options.dialect, print_note}, output, rejects);
}

}  // namespace

void add_file_run_options(CLI::App& command, FileRunOptions& options) {
  command.add_option("--input", options.input, "CSV file of applicants, - for standard input")
      ->type_name("F.csv|-")
      ->capture_default_str();
  command.add_option("--output", options.output, "CSV file to write, - for standard output")
      ->type_name("G.csv|-")
      ->capture_default_str();
  command
      .add_option("--key", options.key,
                  "A column of the input that identifies the rows, for example client_id: it is copied to the output "
                  "and the rejects, after the row number")
      ->type_name("COLUMN");
  add_threads(command, options.stream.threads, "Threads; the output does not depend on their number");
  CLI::Option* keep_going =
      command.add_flag("--keep-going", options.keep_going, "Leave out rows that cannot be read, instead of stopping");
  CLI::Option* rejects =
      command.add_option("--rejects", options.rejects, "CSV file to write: the rows left out, each with its reason")
          ->type_name("R.csv");
  add_dialect_options(command, options.dialect);
  keep_going->needs(rejects);
  rejects->needs(keep_going);
  add_summary_options(command, options.summary);
}

void declare_files(const FileRunOptions& options, CommandFiles& files) {
  files.reads("--input", options.input);
  files.writes("--output", options.output);
  if (options.keep_going) files.writes("--rejects", options.rejects);
}

void run_over_file(const FileRunOptions& options, const Programme& programme, CommandFiles& files,
                   const WriteLines& write_lines) {
  const Clock::time_point start = Clock::now();
  std::ostream* const rejects = options.keep_going ? &files.output("--rejects") : nullptr;
  const StreamCounts counts = write_into(options, write_lines, files.output("--output"), rejects);
  Summary summary(options.summary);
  summary.describe(counts, programme.questionnaire, programme.policy.stage);
  summary.require_no_warning();
  files.commit();
  if (options.verbose) print_cost(counts, options.stream.threads, Clock::now() - start);
  if (counts.refused > 0) {
    summary.say(std::to_string(counts.refused) + (counts.refused == 1 ? " row was" : " rows were") +
                " left out; the reasons are in " + options.rejects.string());
  }
}

}  // namespace prescore
