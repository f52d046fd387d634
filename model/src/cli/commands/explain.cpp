#include <iostream>
#include <memory>
#include <optional>

#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/dialect_options.hpp"
#include "cli/commands/file_run.hpp"
#include "cli/commands/number_options.hpp"
#include "cli/inputs.hpp"
#include "cli/printing.hpp"
#include "explaining/explain_rows.hpp"
#include "explaining/explained_applicant.hpp"
#include "explaining/waterfall.hpp"
#include "files/files.hpp"
#include "json/programme_json.hpp"

namespace prescore {
namespace {

struct ExplainCommand {
  std::filesystem::path model;
  std::vector<std::string> answers;
  std::uint64_t row = 0;
  std::filesystem::path svg;
  bool as_json = false;
  std::string language;
  std::filesystem::path texts;
  FileRunOptions files;

  [[nodiscard]] bool is_about_one() const { return !answers.empty() || row > 0; }
};

/// Explains answers of the command line, or a row of a file, or a whole file. Each takes only some of the options.
void check_usage(const ExplainCommand& options, const CLI::App& command) {
  const auto refuse = [&](const char* option, const std::string& why) {
    if (command.count(option) > 0) throw CLI::ValidationError(std::string(option) + " " + why);
  };
  for (const std::string& answer : options.answers) {
    if (answer.find('=') == std::string::npos) {
      throw CLI::ValidationError("\"" + answer + "\" is not an answer such as age=27");
    }
  }
  if (!options.is_about_one()) {
    for (const char* option : {"--svg", "--json"}) refuse(option, "is for one applicant: give answers, or --row");
    return;
  }
  for (const char* option : {"--output", "--keep-going", "--rejects", "--threads", "--verbose", "--key"}) {
    refuse(option, "is for a whole file, not for one applicant");
  }
  if (!options.answers.empty()) {
    for (const char* option : {"--input", "--row"}) refuse(option, "is not used if answers are given");
  } else if (options.files.input == kStandardStream) {
    throw CLI::ValidationError("--row needs the file of --input");
  }
}

Applicant read_row(const ExplainCommand& options, const Questionnaire& questionnaire) {
  std::ifstream input = open_input(options.files.input);
  return read_applicant({input, options.files.input, 0, options.files.dialect, print_note}, options.row, questionnaire);
}

void explain_one(const ExplainCommand& options, const Programme& programme, const std::optional<ReasonTexts>& texts,
                 CommandFiles& files) {
  const Questionnaire& questionnaire = programme.questionnaire;
  const Applicant applicant =
      options.answers.empty() ? read_row(options, questionnaire) : read_answers(options.answers, questionnaire);
  const Json explained = explain_applicant(programme, applicant, texts);
  if (!options.svg.empty()) {
    if (!explained.contains("contributions")) {
      throw InputError("there is no waterfall to draw. " + explanation_table(explained));
    }
    files.output("--svg") << waterfall(explained);
  }
  if (options.as_json) {
    print_json(explained);
  } else {
    std::cout << printable_lines(explanation_table(explained));
  }
  files.commit();
}

/// Where the texts are, if they are asked for.
std::filesystem::path texts_folder(const ExplainCommand& options) {
  return options.texts.empty() ? options.model.parent_path() / "texts" : options.texts;
}

CommandFiles open_files(const ExplainCommand& options) {
  CommandFiles files;
  files.reads("--model", options.model);
  if (!options.language.empty()) files.reads_texts("--texts", texts_folder(options));
  if (!options.is_about_one()) {
    declare_files(options.files, files);
  } else {
    if (options.answers.empty()) files.reads("--input", options.files.input);
    if (!options.svg.empty()) files.writes("--svg", options.svg);
    files.prints();
  }
  files.open();
  return files;
}

void run(const ExplainCommand& options) {
  CommandFiles files = open_files(options);
  const Programme programme = read_model_file(options.model).programme;
  std::optional<ReasonTexts> texts;
  if (!options.language.empty()) {
    texts = read_language(programme, texts_folder(options), options.language);
  }
  if (options.is_about_one()) {
    explain_one(options, programme, texts, files);
    return;
  }
  const auto write_lines = [&](const NamedStream& input, std::ostream& output, std::ostream* rejects) {
    return explain_rows(programme, texts, input, output, rejects, {options.files.stream, options.files.key});
  };
  run_over_file(options.files, programme, files, write_lines);
}

void add_options(CLI::App& command, ExplainCommand& options) {
  command
      .add_option("answers", options.answers,
                  "The answers of one applicant, for example age=27; education= means that there is no answer")
      ->type_name("ANSWER");
  command.add_option("--model", options.model, "The model, JSON or packed")->required()->type_name("M");
  add_file_run_options(command, options.files);
  command.add_flag("--verbose", options.files.verbose, "Print how long it took");
  add_whole_number(command, "--row", options.row, "Explain only this row of the input, as a table", 1);
  command.add_option("--svg", options.svg, "Picture to write: how the answers lead to the score")->type_name("W.svg");
  command.add_flag("--json", options.as_json, "Print JSON instead of a table");
  CLI::Option* language =
      command.add_option("--language", options.language, "Print the reasons in words too, for example ru or en")
          ->type_name("NAME");
  command.add_option("--texts", options.texts, "Folder of the programme's texts, one file for each language")
      ->type_name("DIR")
      ->default_str("the folder \"texts\" beside the model")
      ->needs(language);
}

}  // namespace

void add_explain_command(CLI::App& tool) {
  auto options = std::make_shared<ExplainCommand>();
  CLI::App* command = tool.add_subcommand("explain", "Print what each answer adds to the score, and the reasons");
  add_options(*command, *options);
  command->footer(
      "Contributions are exact Shapley values; they add up to score minus reference score (docs/reasons.md).\n"
      "One applicant: prescore explain --model M age=27 income=30000 education=school ... --svg W.svg\n"
      "A whole file, in constant memory: prescore explain --model M --input F.csv --output G.csv. Columns of the\n"
      "output: those of score, reference_score, contribution_... for each question, score, against, in_favour. The\n"
      "last two are codes of reasons, the strongest first, with ; between them and + within a pair.");
  command->callback([options, command] {
    check_usage(*options, *command);
    run(*options);
  });
}

}  // namespace prescore
