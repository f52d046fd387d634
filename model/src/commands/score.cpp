#include <algorithm>
#include <chrono>
#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>
#include <thread>

#include "commands.hpp"
#include "files.hpp"
#include "programme_json.hpp"
#include "scoring.hpp"

namespace prescore {
namespace {

constexpr const char* kStandardStream = "-";

struct ScoreOptions {
  std::filesystem::path model;
  std::string input = kStandardStream;
  std::string output = kStandardStream;
  bool keep_going = false;
  std::filesystem::path rejects;
  bool verbose = false;
  ScoringOptions scoring;
};

using Clock = std::chrono::steady_clock;

/// How the scores are found, and why so.
std::string way_of_scoring(const Forest& forest) {
  const std::string limit = std::to_string(kMaxTableCells);
  if (const auto cells = ScoreTable::cells_needed(forest, kMaxTableCells)) {
    return "the forest is tabulated: its answer grid has " + std::to_string(*cells) + " cells, and up to " + limit +
           " are looked up";
  }
  return "the forest is walked: its answer grid has more than the " + limit + " cells that would be looked up";
}

void tell(const ScoringCounts& counts, unsigned threads, Clock::duration taken) {
  const double seconds = std::max(std::chrono::duration<double>(taken).count(), 1e-6);
  const auto megabytes = static_cast<double>(counts.bytes) / 1e6;
  std::cerr << std::fixed << std::setprecision(1) << "prescore: " << counts.rows << " rows, " << megabytes << " MB in "
            << std::setprecision(2) << seconds << " s on " << threads << (threads == 1 ? " thread: " : " threads: ")
            << std::setprecision(0) << megabytes / seconds << " MB a second\n";
}

ScoringCounts score_into(const Programme& programme, const ScoreOptions& options, std::ostream& output,
                         std::ostream* rejects) {
  if (options.input == kStandardStream) {
    // Reading would flush standard output, to which another thread writes.
    std::cin.tie(nullptr);
    return score_rows(programme, {std::cin, "standard input"}, output, rejects, options.scoring);
  }
  std::ifstream file = open_input(options.input);
  std::error_code unknown_size;
  const auto bytes = std::filesystem::file_size(options.input, unknown_size);
  return score_rows(programme, {file, options.input, unknown_size ? 0 : bytes}, output, rejects, options.scoring);
}

void run(const ScoreOptions& options) {
  const Model model = read_model(options.model);
  const Clock::time_point start = Clock::now();
  if (options.verbose) std::cerr << "prescore: " << way_of_scoring(model.programme.forest) << "\n";
  std::optional<OutputFile> output;
  std::optional<OutputFile> rejects;
  if (options.output != kStandardStream) output.emplace(options.output);
  if (options.keep_going) rejects.emplace(options.rejects);
  const ScoringCounts counts = score_into(model.programme, options, output ? output->stream() : std::cout,
                                          rejects ? &rejects->stream() : nullptr);
  if (rejects) rejects->commit();
  if (output) output->commit();
  if (options.verbose) tell(counts, options.scoring.threads, Clock::now() - start);
  if (counts.refused > 0) {
    std::cerr << "prescore: " << counts.refused << (counts.refused == 1 ? " row was" : " rows were") << " refused; "
              << options.rejects.string() << " says why\n";
  }
}

void add_options(CLI::App& command, ScoreOptions& options) {
  command.add_option("--model", options.model, "The model, JSON or packed")->required()->type_name("M");
  command.add_option("--input", options.input, "CSV file of applicants, - for standard input")
      ->type_name("F.csv|-")
      ->capture_default_str();
  command.add_option("--output", options.output, "CSV file to write, - for standard output")
      ->type_name("G.csv|-")
      ->capture_default_str();
  command.add_option("--threads", options.scoring.threads, "Threads; the output does not depend on their number")
      ->check(CLI::Range(1, 256))
      ->type_name("N")
      ->capture_default_str();
  CLI::Option* keep_going =
      command.add_flag("--keep-going", options.keep_going, "Leave out rows that cannot be read, instead of stopping");
  CLI::Option* rejects =
      command.add_option("--rejects", options.rejects, "CSV file to write: the rows left out, each with its reason")
          ->type_name("R.csv");
  keep_going->needs(rejects);
  rejects->needs(keep_going);
  command.add_flag("--verbose", options.verbose, "Say how the scores are found, and how quickly");
}

}  // namespace

void add_score_command(CLI::App& tool) {
  auto options = std::make_shared<ScoreOptions>();
  options->scoring.threads = std::max(1U, std::thread::hardware_concurrency());
  CLI::App* command = tool.add_subcommand("score", "Decide every row of a CSV file, in constant memory");
  add_options(*command, *options);
  command->footer(
      "Columns out: row,pd,outcome,offer. A row that the questionnaire or the model does not cover has no pd, and the\n"
      "outcome manual_review or the code of its first issue. Rows out are rows in, in order.\n"
      "A row that cannot be read (text where a number belongs, too few cells) stops the run and leaves no file. With\n"
      "--keep-going it goes to the file of rejects, whose columns are row,line,column,reason.");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
