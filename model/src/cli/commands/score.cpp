#include <iostream>
#include <memory>

#include "cli/commands/commands.hpp"
#include "cli/commands/file_run.hpp"
#include "cli/inputs.hpp"
#include "json/programme_json.hpp"
#include "scoring/scoring.hpp"

namespace prescore {
namespace {

struct ScoreOptions {
  std::filesystem::path model;
  FileRunOptions files;
};

/// How the scores are computed, and why.
std::string way_of_scoring(const Forest& forest) {
  const std::string limit = std::to_string(kMaxTableCells);
  if (const auto cells = ScoreTable::cells_needed(forest, kMaxTableCells)) {
    return "scores are looked up in a table: the answer grid has " + std::to_string(*cells) + " cells, and up to " +
           limit + " become a table";
  }
  return "the trees are walked for each row: the answer grid has more than the " + limit + " cells of a table";
}

void run(const ScoreOptions& options) {
  CommandFiles files;
  files.reads("--model", options.model);
  declare_files(options.files, files);
  files.open();
  const Model model = read_model_file(options.model);
  if (options.files.verbose) std::cerr << "prescore: " << way_of_scoring(model.programme.forest) << "\n";
  const auto write_lines = [&](const NamedStream& input, std::ostream& output, std::ostream* rejects) {
    return score_rows(model.programme, input, output, rejects,
                      {options.files.stream, kMaxTableCells, options.files.key});
  };
  run_over_file(options.files, model.programme, files, write_lines);
}

}  // namespace

void add_score_command(CLI::App& tool) {
  auto options = std::make_shared<ScoreOptions>();
  CLI::App* command = tool.add_subcommand("score", "Decide on every row of a CSV file, in constant memory");
  command->add_option("--model", options->model, "The model, JSON or packed")->required()->type_name("M");
  add_file_run_options(*command, options->files);
  command->add_flag("--verbose", options->files.verbose, "Print how the scores are computed, and how long it took");
  command->footer(
      "Columns of the output: row, the column of --key, pd, outcome, offer. There is one line for each row, in the\n"
      "same order. If the model does not cover the answers of a row, pd is empty and the outcome is manual_review. If\n"
      "the questionnaire does not take an answer, pd is empty and the outcome is the code of the first issue.\n"
      "A row that cannot be read (text instead of a number, too few cells) stops the run, and no file is written.\n"
      "With --keep-going it goes to the file of --rejects: row, the column of --key, line, column, reason.\n"
      "At the end a summary on standard error counts rows, outcomes and unknown values.");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
