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

/// How the scores are found, and why so.
std::string way_of_scoring(const Forest& forest) {
  const std::string limit = std::to_string(kMaxTableCells);
  if (const auto cells = ScoreTable::cells_needed(forest, kMaxTableCells)) {
    return "the forest is tabulated: its answer grid has " + std::to_string(*cells) + " cells, and up to " + limit +
           " are looked up";
  }
  return "the forest is walked: its answer grid has more than the " + limit + " cells that would be looked up";
}

void run(const ScoreOptions& options) {
  const Model model = read_model_file(options.model);
  if (options.files.verbose) std::cerr << "prescore: " << way_of_scoring(model.programme.forest) << "\n";
  run_over_file(options.files, [&](const NamedStream& input, std::ostream& output, std::ostream* rejects) {
    return score_rows(model.programme, input, output, rejects, {options.files.stream});
  });
}

}  // namespace

void add_score_command(CLI::App& tool) {
  auto options = std::make_shared<ScoreOptions>();
  CLI::App* command = tool.add_subcommand("score", "Decide every row of a CSV file, in constant memory");
  command->add_option("--model", options->model, "The model, JSON or packed")->required()->type_name("M");
  add_file_run_options(*command, options->files);
  command->add_flag("--verbose", options->files.verbose, "Say how the scores are found, and how quickly");
  command->footer(
      "Columns out: row,pd,outcome,offer. A row that the questionnaire or the model does not cover has no pd, and the\n"
      "outcome manual_review or the code of its first issue. Rows out are rows in, in order.\n"
      "A row that cannot be read (text where a number belongs, too few cells) stops the run and leaves no file. With\n"
      "--keep-going it goes to the file of rejects, whose columns are row,line,column,reason.");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
