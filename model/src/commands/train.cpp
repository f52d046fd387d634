#include "train.hpp"

#include <cmath>
#include <iostream>
#include <memory>
#include <thread>

#include "commands.hpp"
#include "date_option.hpp"
#include "files.hpp"

namespace prescore {
namespace {

struct TrainOptions {
  TrainingRequest request;
  std::filesystem::path output;
};

std::string percent(const Json& share) {
  const long permille = std::lround(share.get<double>() * 1000);
  return std::to_string(permille / 10) + "." + std::to_string(permille % 10) + " %";
}

void print_summary(const Model& model, const std::filesystem::path& output) {
  const Json& provenance = model.provenance;
  const Json& recent = provenance["out_of_bag"]["latest_month"];
  std::cerr << "Trained on " << provenance["rows"] << " applications from "
            << provenance["first_application"].get<std::string>() << " to "
            << provenance["last_application"].get<std::string>() << ".\n";
  if (provenance["rows_left_out"] != 0) {
    std::cerr << provenance["rows_left_out"] << " rows were left out: the questionnaire does not take their answers.\n";
  }
  std::cerr << "Out-of-bag AUROC: " << provenance["out_of_bag"]["all"]["auroc"] << "; on "
            << provenance["calibrated_on"].get<std::string>() << " alone: " << recent["auroc"] << ".\n";
  const auto& out_of_bag = provenance["out_of_bag"];
  if (out_of_bag.contains("latest_month_at_suggested_cut_off")) {
    const Json& cut_off = out_of_bag["latest_month_at_suggested_cut_off"];
    std::cerr << "A maximum PD of " << cut_off["maximum_pd"] << " would refuse "
              << percent(cut_off["recall_of_defaulters"]) << " of that month's defaulters and approve "
              << percent(cut_off["approval_rate"]) << " of its applicants; the policy's is "
              << static_cast<double>(model.programme.policy.offers.front().maximum_pd_ppm) / kWholePpm << ".\n";
  }
  std::cerr << "Wrote " << output.string() << ".\n";
}

void run(const TrainOptions& options) {
  // First: a folder that does not exist must not cost a training.
  OutputFile output(options.output);
  const Model model = train(options.request);
  output.stream() << readable(to_json(model));
  output.commit();
  print_summary(model, options.output);
}

}  // namespace

void add_train_command(CLI::App& tool) {
  auto options = std::make_shared<TrainOptions>();
  options->request.threads = std::max(1U, std::thread::hardware_concurrency());
  CLI::App* command = tool.add_subcommand("train", "Grow a forest from applications whose outcome is known");
  command
      ->add_option("--programme", options->request.programme,
                   "Folder with questionnaire.json, policy.json and training.json")
      ->required()
      ->type_name("DIR");
  command->add_option("--data", options->request.data, "CSV file of applications with date and outcome")
      ->required()
      ->type_name("F.csv");
  add_date_option(*command, "--before", options->request.before, "Use only applications before this day");
  command->add_option("--seed", options->request.seed, "Seed of every random choice; same seed, same bytes")
      ->check(CLI::NonNegativeNumber)
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--threads", options->request.threads, "Threads; the model does not depend on their number")
      ->check(CLI::Range(1, 256))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--output", options->output, "The model to write, as JSON")->required()->type_name("M.json");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
