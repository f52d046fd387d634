#include <iostream>
#include <memory>
#include <thread>

#include "cli/commands/commands.hpp"
#include "cli/commands/date_option.hpp"
#include "cli/commands/dialect_options.hpp"
#include "cli/inputs.hpp"
#include "training/cross_validation.hpp"

namespace prescore {
namespace {

struct CrossValidateOptions {
  std::filesystem::path programme;
  std::filesystem::path data;
  TrainingOptions training;
  unsigned folds = 5;
  bool as_json = false;
  CsvDialect dialect;
};

void run(const CrossValidateOptions& options) {
  const ProgrammeFolder folder = read_programme_folder(options.programme);
  DataFile data(options.data, options.dialect);
  const Json report = cross_validate(folder, data.stream(), options.training, options.folds);
  if (options.as_json) {
    std::cout << readable(report);
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

}  // namespace

void add_cross_validate_command(CLI::App& tool) {
  auto options = std::make_shared<CrossValidateOptions>();
  TrainingOptions& training = options->training;
  training.threads = std::max(1U, std::thread::hardware_concurrency());
  CLI::App* command = tool.add_subcommand(
      "cross-validate", "Train a programme several times, each time without a part of the rows, and judge that part");
  command
      ->add_option("--programme", options->programme, "Folder with questionnaire.json, policy.json and training.json")
      ->required()
      ->type_name("DIR");
  command->add_option("--data", options->data, "CSV file of applications with date and outcome")
      ->required()
      ->type_name("F.csv");
  command->add_option("--folds", options->folds, "Parts of the rows, with the same share of defaults in each")
      ->check(CLI::Range(2, 100))
      ->type_name("N")
      ->capture_default_str();
  add_date_option(*command, "--since", training.window.since, "Use only applications from this day on");
  add_date_option(*command, "--before", training.window.before, "Use only applications before this day");
  command->add_option("--seed", training.seed, "Seed of every random choice")->type_name("N")->capture_default_str();
  command->add_option("--threads", training.threads, "Threads; the figures do not depend on their number")
      ->check(CLI::Range(1, 256))
      ->type_name("N")
      ->capture_default_str();
  add_dialect_options(*command, options->dialect);
  command->add_flag("--json", options->as_json, "Print JSON instead of lines");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
