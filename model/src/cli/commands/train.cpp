#include "training/train.hpp"

#include <cmath>
#include <iostream>
#include <memory>
#include <utility>

#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/date_option.hpp"
#include "cli/commands/number_options.hpp"
#include "cli/commands/process_cost.hpp"
#include "cli/inputs.hpp"
#include "cli/summary.hpp"

namespace prescore {
namespace {

struct TrainOptions {
  std::filesystem::path programme;
  std::filesystem::path data;
  TrainingOptions training;
  std::filesystem::path output;
  SummaryOptions summary;
};

std::string percent(const Json& share) {
  const long permille = std::lround(share.get<double>() * 1000);
  return std::to_string(permille / 10) + "." + std::to_string(permille % 10) + " %";
}

/// The population stability index below which a shift of the population counts as none.
constexpr double kTinyIndex = 0.1;

void print_drift(const Json& drift) {
  std::cerr << "Base rate by month:";
  for (const Json& month : drift["base_rate_by_month"]) {
    std::cerr << " " << month["month"].get<std::string>() << " " << percent(month["base_rate"]) << ",";
  }
  std::cerr << " a trend of " << drift["trend_log_odds_per_month"] << " log-odds a month (standard error "
            << drift["trend_standard_error"] << "), " << percent(drift["trend_share_carried_on"])
            << " of it carried on into the month after the data.\n";
  const char* const index = "score_psi_first_to_last_month";
  if (!drift.contains(index)) return;
  std::cerr << "The scores' PSI from the first to the last month is " << drift[index];
  if (drift[index].get<double>() < kTinyIndex) std::cerr << ": it says nothing of the base rate, which moved meanwhile";
  std::cerr << ".\n";
}

constexpr const char* kSuggestedCutOff = "latest_month_at_suggested_cut_off";

/// A PD of 0 would refuse none of those with the lowest PD, and a cut-off below all PDs would approve nobody.
bool suggests_cut_off(const Json& held_out) {
  if (!held_out.contains(kSuggestedCutOff)) return false;
  const Json& cut_off = held_out[kSuggestedCutOff];
  return cut_off["maximum_pd"] > 0.0 && cut_off["approval_rate"] > 0.0;
}

void print_summary(const Model& model, const std::filesystem::path& output) {
  const Json& provenance = model.provenance;
  const Json& held_out = provenance["held_out"];
  std::cerr << "Trained on " << provenance["rows"] << " applications from "
            << provenance["first_application"].get<std::string>() << " to "
            << provenance["last_application"].get<std::string>() << ".\n";
  if (provenance["rows_left_out"] != 0) {
    std::cerr << provenance["rows_left_out"] << " rows were left out: the questionnaire does not take their answers.\n";
  }
  for (const Json& option : provenance["options_without_rows"]) {
    std::cerr << "No row holds the option " << option.get<std::string>()
              << ": applicants who choose it go to manual review.\n";
  }
  std::cerr << provenance["settings"]["forest"]["trees"] << " trees, " << provenance["nodes"]
            << " nodes. AUROC on rows that a tree did not see: " << held_out["all"]["auroc"] << "; on "
            << provenance["calibrated_on"].get<std::string>() << " alone: " << held_out["latest_month"]["auroc"]
            << ".\n";
  print_drift(provenance["drift"]);
  if (suggests_cut_off(held_out)) {
    const Json& cut_off = held_out[kSuggestedCutOff];
    std::cerr << "A maximum PD of " << cut_off["maximum_pd"] << " would refuse "
              << percent(cut_off["recall_of_defaulters"]) << " of that month's defaulters and approve "
              << percent(cut_off["approval_rate"]) << " of its applicants; the policy's is "
              << static_cast<double>(model.programme.policy.offers.front().maximum_pd_ppm) / kWholePpm << ".\n";
  }
  std::cerr << "Wrote " << printable(output.string()) << ".\n";
}

void warn_about(const Model& model, Summary& summary) {
  const auto& knots = model.programme.pd_table.knots;
  if (knots.front().pd_ppm == knots.back().pd_ppm) {
    summary.warn("the answers say nothing about the outcome, so every applicant gets the same PD, " +
                 Json(knots.front().pd_ppm / double{kWholePpm}).dump());
  }
  const Json& held_out = model.provenance["held_out"];
  if (held_out.contains(kSuggestedCutOff) && !suggests_cut_off(held_out)) {
    summary.warn(
        "no cut-off is suggested: too many defaulters have the lowest PD, so a cut-off that refuses enough of " +
        std::string("them is a PD of 0 or approves nobody"));
  }
}

/// Differs from run to run, so it is printed and not written into the model.
void print_cost(const TrainingTimes& times) {
  std::cerr << "It took: reading " << times.reading_s << " s, trees " << times.trees_s << " s, peak memory "
            << process_cost().peak_memory_mb << " MB.\n";
}

void run(const TrainOptions& options) {
  CommandFiles files;
  files.reads_programme("--programme", options.programme);
  files.reads("--data", options.data);
  files.writes("--output", options.output);
  files.open();
  Summary summary(options.summary);
  ProgrammeFolder folder = read_programme_folder(options.programme);
  TrainingOptions training = options.training;
  training.look_at_rows = [&summary, questionnaire = folder.questionnaire](const TrainingCounts& counts) {
    summary.describe(counts, questionnaire);
    summary.require_no_warning();
  };
  DataFile data(options.data);
  const std::string sha256 = data.sha256();
  TrainingTimes times;
  const Model model = train(std::move(folder), {data.stream(), sha256}, training, &times);
  warn_about(model, summary);
  summary.require_no_warning();
  files.output("--output") << readable(to_json(model));
  files.commit();
  if (options.summary.quiet) return;
  print_summary(model, options.output);
  print_cost(times);
}

}  // namespace

void add_train_command(CLI::App& tool) {
  auto options = std::make_shared<TrainOptions>();
  CLI::App* command = tool.add_subcommand("train", "Grow a forest from applications whose outcome is known");
  command
      ->add_option("--programme", options->programme, "Folder with questionnaire.json, policy.json and training.json")
      ->required()
      ->type_name("DIR");
  command->add_option("--data", options->data, "CSV file of applications with date and outcome, - for standard input")
      ->required()
      ->type_name("F.csv");
  add_date_option(*command, "--before", options->training.window.before, "Use only applications before this day");
  add_date_option(*command, "--since", options->training.window.since, "Use only applications from this day on");
  command->add_flag(
      "--search", options->training.search,
      "Choose depth and number of trees: the smallest forest within 0.001 AUROC of the best on later rows");
  add_whole_number_with_default(*command, "--seed", options->training.seed,
                                "Seed of every random choice; same seed, same bytes");
  add_threads(*command, options->training.threads, "Threads; the model does not depend on their number");
  command->add_option("--output", options->output, "The model to write, as JSON")->required()->type_name("M.json");
  add_summary_options(*command, options->summary);
  command->callback([options] { run(*options); });
}

}  // namespace prescore
