#include "training/train.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <utility>

#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/date_option.hpp"
#include "cli/commands/dialect_options.hpp"
#include "cli/commands/number_options.hpp"
#include "cli/commands/process_cost.hpp"
#include "cli/commands/training_settings_text.hpp"
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
  CsvDialect dialect;
};

std::string percent(double share) {
  const long permille = std::lround(share * 1000);
  return std::to_string(permille / 10) + "." + std::to_string(permille % 10) + " %";
}

/// The last months, as many as fit a line or two.
constexpr std::size_t kMonthsShown = 12;

void print_months(const Json& level) {
  const Json& months = level["months"];
  if (months.empty()) return;
  const std::size_t first = months.size() > kMonthsShown ? months.size() - kMonthsShown : 0;
  std::cerr << (first > 0 ? "Base rate of the last months:" : "Base rate by month:");
  for (std::size_t index = first; index < months.size(); ++index) {
    const Json& month = months[index];
    std::cerr << (index > first ? ", " : " ") << month["month"].get<std::string>() << " "
              << percent(month["base_rate"].get<double>()) << " of " << month["rows"];
  }
  std::cerr << ".\n";
}

void print_immature(const Json& level) {
  std::string months;
  for (const Json& month : level["months"]) {
    if (month.contains("immature")) months += (months.empty() ? "" : ", ") + month["month"].get<std::string>();
  }
  if (months.empty()) return;
  std::cerr
      << "Warning: defaults fall so sharply in " << months
      << " that their outcomes are probably not all known yet. They do not count for the level of the PDs. Leave "
         "them out altogether with --before, or, if every outcome is final, write \"all_outcomes_known\": true into "
         "training.json.\n";
}

/// How much the last month counts that is not immature, in [0, 1].
double last_weight(const Json& level) {
  double weight = 0.0;
  for (const Json& month : level["months"]) weight = month.value("weight", weight);
  return weight;
}

/// What the level of the PDs rests on.
void print_level(const Json& level) {
  print_months(level);
  const std::string rests_on = level["rests_on"];
  std::cerr << "The level of the PDs rests on " << level["rows"] << " applications, " << level["defaults"]
            << " of them defaults (standard error " << level["standard_error"] << " log-odds): ";
  const Json& trend = level["trend"];
  if (rests_on == "all rows") std::cerr << "that of all rows, without months to tell apart.\n";
  if (rests_on == "one level for all months") std::cerr << "one level for all months, which differ by chance alone.\n";
  if (rests_on == "recent months") {
    std::cerr << "the months differ by more than chance, so the later ones count more; the last one counts "
              << percent(last_weight(level)) << ".\n";
  }
  if (rests_on == "a trend") {
    std::cerr << "a trend of " << trend["log_odds_per_month"] << " log-odds a month (standard error "
              << trend["standard_error"] << "), " << percent(trend["share_used"].get<double>())
              << " of it believed. It carries the level on by " << trend["carried"]
              << " log-odds, into the month after the data.\n";
  }
  print_immature(level);
  if (level.contains("far_off_dates")) {
    const Json& far = level["far_off_dates"];
    std::cerr << "Warning: " << far["rows"] << " applications have dates far from all others ("
              << far["earliest"].get<std::string>() << " to " << far["latest"].get<std::string>()
              << "). They do not count for the level of the PDs; correct their dates.\n";
  }
}

/// A PSI below this counts as no change (Siddiqi, "Credit risk scorecards", 2006).
constexpr double kTinyIndex = 0.1;

void print_stability(const Json& provenance) {
  const char* const index = "score_psi_first_to_last_month";
  if (!provenance.contains(index)) return;
  std::cerr << "PSI of the scores from the first to the last month: " << provenance[index];
  if (provenance[index].get<double>() < kTinyIndex) std::cerr << "; below 0.1 counts as no change of the applicants";
  std::cerr << ".\n";
}

constexpr const char* kSuggestedCutOff = "at_suggested_cut_off";

/// A PD of 0 would refuse none of those with the lowest PD, and a cut-off below all PDs would approve nobody.
bool suggests_cut_off(const Json& held_out) {
  if (!held_out.contains(kSuggestedCutOff)) return false;
  const Json& cut_off = held_out[kSuggestedCutOff];
  return cut_off["maximum_pd"] > 0.0 && cut_off["approval_rate"] > 0.0;
}

/// So many options without rows are named.
constexpr std::size_t kOptionsNamed = 8;

/// Options that no row holds, and options that share a code.
void print_options(const Model& model) {
  const Json& unseen = model.provenance["options_without_rows"];
  for (std::size_t index = 0; index < std::min(unseen.size(), kOptionsNamed); ++index) {
    std::cerr << "No row holds the option " << unseen[index].get<std::string>()
              << ": applicants who choose it go to manual review.\n";
  }
  if (unseen.size() > kOptionsNamed) {
    std::cerr << "No row holds " << unseen.size() - kOptionsNamed << " further options.\n";
  }
  const Programme& programme = model.programme;
  for (std::size_t index = 0; index < programme.encoding.size(); ++index) {
    const auto& codes = programme.encoding[index].option_codes;
    const auto seen =
        static_cast<std::size_t>(std::count_if(codes.begin(), codes.end(), [](auto code) { return code > 0; }));
    const Question& question = programme.questionnaire.questions[index];
    if (question.kind == QuestionKind::number || code_count(question, programme.encoding[index]) == seen) continue;
    std::cerr << "The " << seen << " options of " << question.id << " are in "
              << code_count(question, programme.encoding[index])
              << " groups, because some have few rows: the model treats the options of a group alike.\n";
  }
}

void print_summary(const Model& model, const std::filesystem::path& output) {
  const Json& provenance = model.provenance;
  const Json& held_out = provenance["held_out"];
  std::cerr << "Trained on " << provenance["rows"] << " applications";
  if (provenance.contains("first_application")) {
    std::cerr << " from " << provenance["first_application"].get<std::string>() << " to "
              << provenance["last_application"].get<std::string>();
  }
  std::cerr << ".\n";
  if (provenance["rows_left_out"] != 0) {
    std::cerr << provenance["rows_left_out"] << " rows were left out: the questionnaire does not take their answers.\n";
  }
  print_options(model);
  std::cerr << settings_text(provenance);
  std::cerr << provenance["settings"]["forest"]["trees"] << " trees, " << provenance["nodes"]
            << " nodes. AUROC on rows that a tree did not see: " << held_out["all"]["auroc"];
  const bool has_month = held_out.contains("latest_month");
  if (has_month) {
    const Json& month = held_out["latest_month"];
    std::cerr << "; in " << month["month"].get<std::string>() << " alone: " << month["auroc"];
  }
  std::cerr << ".\n";
  print_level(provenance["level"]);
  print_stability(provenance);
  if (suggests_cut_off(held_out)) {
    const Json& cut_off = held_out[kSuggestedCutOff];
    std::cerr << "A maximum PD of " << cut_off["maximum_pd"] << " would refuse "
              << percent(cut_off["recall_of_defaulters"].get<double>()) << " of "
              << (has_month ? "that month's defaulters" : "those defaulters") << " and approve "
              << percent(cut_off["approval_rate"].get<double>()) << " of its applicants; the policy's is "
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
  if (!suggests_cut_off(held_out)) {
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
  files.check_names();
  // Its errors are listed even if there are no data yet.
  ProgrammeFolder folder = read_programme_folder(options.programme);
  files.open();
  Summary summary(options.summary);
  TrainingOptions training = options.training;
  training.look_at_rows = [&summary, questionnaire = folder.questionnaire](const TrainingCounts& counts) {
    summary.describe(counts, questionnaire);
    summary.require_no_warning();
  };
  DataFile data(options.data, options.dialect);
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
  add_dialect_options(*command, options->dialect);
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
