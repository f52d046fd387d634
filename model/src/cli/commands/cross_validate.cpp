#include <iostream>
#include <memory>

#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/date_option.hpp"
#include "cli/commands/dialect_options.hpp"
#include "cli/commands/number_options.hpp"
#include "cli/inputs.hpp"
#include "cli/printing.hpp"
#include "cli/summary.hpp"
#include "training/cross_validation.hpp"

namespace prescore {
namespace {

struct CrossValidateOptions {
  std::filesystem::path programme;
  std::filesystem::path data;
  TrainingOptions training;
  unsigned folds = 5;
  bool as_json = false;
  SummaryOptions summary;
  CsvDialect dialect;
};

void print(const Json& report, bool as_json) {
  if (as_json) {
    print_json(report);
    return;
  }
  for (std::size_t fold = 0; fold < report["by_fold"].size(); ++fold) {
    const Json& part = report["by_fold"][fold];
    std::cout << "Fold " << fold + 1 << ": AUROC " << part["auroc"] << ", calibration error "
              << part["calibration_error"] << ", " << part["rows"] << " rows\n";
  }
  std::cout << "AUROC: mean " << report["auroc"]["mean"] << ", standard deviation "
            << report["auroc"]["standard_deviation"] << "\n";
}

void run(const CrossValidateOptions& options) {
  CommandFiles files;
  files.reads_programme("--programme", options.programme);
  files.reads("--data", options.data);
  files.prints();
  files.check_names();
  // Its errors are listed even if there are no data yet.
  const ProgrammeFolder folder = read_programme_folder(options.programme);
  files.open();
  DataFile data(options.data, options.dialect);
  Summary summary(options.summary);
  TrainingOptions training = options.training;
  training.look_at_rows = [&](const TrainingCounts& counts) {
    summary.describe(counts, folder.questionnaire);
    summary.require_no_warning();
  };
  print(cross_validate(folder, data.stream(), training, options.folds), options.as_json);
  files.commit();
}

}  // namespace

void add_cross_validate_command(CLI::App& tool) {
  auto options = std::make_shared<CrossValidateOptions>();
  TrainingOptions& training = options->training;
  CLI::App* command = tool.add_subcommand(
      "cross-validate",
      "Train a programme several times, each time without a part of the rows, and evaluate on that part");
  command
      ->add_option("--programme", options->programme, "Folder with questionnaire.json, policy.json and training.json")
      ->required()
      ->type_name("DIR");
  command->add_option("--data", options->data, "CSV file of applications with date and outcome, - for standard input")
      ->required()
      ->type_name("F.csv");
  add_whole_number_with_default(*command, "--folds", options->folds,
                                "Parts of the rows, with the same share of defaults in each", 2, 100);
  add_date_option(*command, "--since", training.window.since, "Use only applications from this day on");
  add_date_option(*command, "--before", training.window.before, "Use only applications before this day");
  add_whole_number_with_default(*command, "--seed", training.seed, "Seed of every random choice");
  add_threads(*command, training.threads, "Threads; the figures do not depend on their number");
  add_summary_options(*command, options->summary);
  add_dialect_options(*command, options->dialect);
  command->add_flag("--json", options->as_json, "Print JSON instead of lines");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
