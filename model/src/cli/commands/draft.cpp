#include "drafting/draft.hpp"

#include <algorithm>
#include <iostream>
#include <memory>

#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/describe_options.hpp"
#include "cli/commands/dialect_options.hpp"
#include "cli/inputs.hpp"
#include "describing/description_text.hpp"
#include "files/output_folder.hpp"
#include "prescore/check.hpp"
#include "training/training_checks.hpp"

namespace prescore {
namespace {

struct DraftCommand {
  std::filesystem::path data;
  std::filesystem::path output;
  CsvDialect dialect;
  DescribeOptions describe;
  DraftOptions draft;
};

/// The name of the folder, which is the id of the programme.
std::string programme_id(const std::filesystem::path& output) {
  const std::filesystem::path folder = output.has_filename() ? output : output.parent_path();
  std::string id = folder.filename().string();
  if (is_name(id)) return id;
  throw CLI::ValidationError("--output: the folder's name \"" + printable(id) +
                             "\" is the programme's, so it must have 1 to 64 characters of a-z, 0-9, _ and -");
}

/// The likely targets, for a user who did not name one.
std::string targets_of(const FileDescription& file) {
  std::string text;
  for (const PossibleTarget& target : file.targets) {
    if (target.words.likelihood < 2 && !text.empty()) break;
    const ColumnDescription& column = file.columns[target.column];
    text += "\n  --target " + shell_word(column.name) + "  (" + shown_values(column, 4) + ")";
  }
  return text.empty() ? "; no column looks like one, and prescore describe shows all of them"
                      : "; these columns may be it:" + text;
}

/// Reads the data as train does. Returns what would stop it, or nothing.
std::string what_stops_training(const Draft& draft, const std::string& id, DataFile& data) {
  ProgrammeFiles files;
  files.id = id;
  files.source = id;
  files.questionnaire = draft.files[0];
  files.policy = draft.files[1];
  files.settings = draft.files[2];
  files.texts = {draft.files[3], draft.files[4]};
  try {
    const ProgrammeFolder programme = read_programme(files);
    const NamedStream stream = data.stream();
    const TrainingRows rows =
        read_training_rows(stream, programme.questionnaire, programme.settings.outcome_columns, {});
    for (const std::string& line : left_out_lines(rows, programme.questionnaire)) std::cerr << printable(line) << "\n";
    require_trainable(rows, programme, stream.name);
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

void print_next_steps(const DraftCommand& options) {
  const std::string folder = shell_word(options.output.string());
  const std::string data = shell_word(options.data.string());
  std::cerr << "Next: write the texts that start with \"[edit]\" in " << printable(folder) << "/texts, and check "
            << "questionnaire.json. Then:\n  prescore train --programme " << printable(folder) << " --data "
            << printable(data) << " --output M.json\n";
}

void run(const DraftCommand& options) {
  const std::string id = programme_id(options.output);
  require_new_folder(options.output);
  CommandFiles files;
  files.reads("--data", options.data);
  files.prints();
  files.open();
  DataFile data(options.data, options.dialect);
  NamedStream stream = data.stream();
  stream.note = nullptr;
  const FileDescription file = describe_file(stream, options.describe);
  if (!options.describe.target) {
    throw InputError(file.source + ": name the column of the outcome with --target" + targets_of(file));
  }
  DraftOptions stated = options.draft;
  stated.stated = options.describe;
  const Draft draft = make_draft(file, stated);
  write_folder(options.output, draft.files);
  std::cout << printable_lines(draft_report(draft, file, options.output.string())) << std::flush;
  const std::string stops = what_stops_training(draft, id, data);
  if (!stops.empty()) std::cerr << "Warning: training would stop: " << printable_lines(stops) << "\n";
  print_next_steps(options);
}

}  // namespace

void add_draft_command(CLI::App& tool) {
  auto options = std::make_shared<DraftCommand>();
  CLI::App* command = tool.add_subcommand("draft", "Write a programme to start from, for any data file");
  command->add_option("--data", options->data, "CSV file of applications whose outcome is known, - for standard input")
      ->required()
      ->type_name("F.csv");
  command
      ->add_option("--target", options->describe.target,
                   "The column of the outcome; without it, likely ones are listed")
      ->type_name("COLUMN");
  add_describe_options(*command, options->describe);
  command->add_option("--date", options->draft.date, "The column of the day of the application")->type_name("COLUMN");
  command->add_option("--keep", options->draft.kept, "Ask a column although it may be known only after the outcome")
      ->type_name("COLUMN");
  add_dialect_options(*command, options->dialect);
  command->add_option("--output", options->output, "The folder to write; it must not exist")
      ->required()
      ->type_name("DIR");
  command->footer(
      "Writes questionnaire.json, policy.json, training.json and the texts in English and Russian, and prints what it\n"
      "decided and what to look at. The files are yours to edit; docs/programme.md describes every key.\n"
      "  prescore draft --data F.csv --target loan_status --output mybank\n"
      "  prescore draft --data F.csv --target status --bad \"Charged Off,Default\" --good \"Fully Paid\" --output "
      "mybank");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
