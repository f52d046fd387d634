#include <iostream>
#include <memory>

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
};

void score_into(const Programme& programme, const std::string& input, std::ostream& output) {
  if (input == kStandardStream) {
    score_rows(programme, std::cin, "standard input", 0, output);
  } else {
    std::ifstream file = open_input(input);
    std::error_code unknown_size;
    const auto bytes = std::filesystem::file_size(input, unknown_size);
    score_rows(programme, file, input, unknown_size ? 0 : bytes, output);
  }
}

void run(const ScoreOptions& options) {
  const Model model = read_model(options.model);
  if (options.output == kStandardStream) {
    score_into(model.programme, options.input, std::cout);
    return;
  }
  OutputFile output(options.output);
  score_into(model.programme, options.input, output.stream());
  output.commit();
}

}  // namespace

void add_score_command(CLI::App& tool) {
  auto options = std::make_shared<ScoreOptions>();
  CLI::App* command = tool.add_subcommand("score", "Decide every row of a CSV file, in constant memory");
  command->add_option("--model", options->model, "The model, JSON or packed")->required()->type_name("M");
  command->add_option("--input", options->input, "CSV file of applicants, - for standard input")
      ->type_name("F.csv|-")
      ->capture_default_str();
  command->add_option("--output", options->output, "CSV file to write, - for standard output")
      ->type_name("G.csv|-")
      ->capture_default_str();
  command->footer(
      "Columns out: row,pd,outcome,offer. A row that the questionnaire or the model does not cover has no pd, and the\n"
      "outcome manual_review or the code of its first issue. Rows out are rows in, in order.");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
