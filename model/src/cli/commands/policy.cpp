#include <iomanip>
#include <iostream>
#include <memory>
#include <sstream>
#include <utility>

#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/date_option.hpp"
#include "cli/commands/dialect_options.hpp"
#include "cli/commands/number_options.hpp"
#include "cli/inputs.hpp"
#include "cli/printing.hpp"
#include "cli/summary.hpp"
#include "judging/metrics.hpp"
#include "judging/policy_choice.hpp"

namespace prescore {
namespace {

/// A table for people has a line for about every 2.5 % of approvals; JSON has every cut-off.
constexpr std::size_t kPrintedCutOffs = 41;

struct PolicyOptions {
  std::filesystem::path model;
  std::optional<std::filesystem::path> policy;
  std::optional<std::filesystem::path> data;
  PolicyRequest request;
  std::optional<double> recall;
  std::optional<double> approval_rate;
  std::optional<Costs> costs;
  std::optional<std::filesystem::path> output;
  std::optional<std::filesystem::path> model_output;
  bool as_json = false;
  SummaryOptions summary;
  CsvDialect dialect;
};

/// Costs are ratios: a wider range has no use, and a narrower sum stays exact.
constexpr double kLeastCost = 1e-6;
constexpr double kHighestCost = 1e9;

Costs parse_costs(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) {
    throw CLI::ValidationError("--cost must be two numbers such as 5:1, not \"" + text + "\"");
  }
  const auto read = [](const std::string& cost) { return read_decimal("--cost", cost, kLeastCost, kHighestCost); };
  return {read(text.substr(0, colon)), read(text.substr(colon + 1))};
}

std::optional<CutOffTarget> target_of(const PolicyOptions& options) {
  const Costs costs = options.costs.value_or(Costs{});
  if (options.recall) return CutOffTarget{Criterion::recall, *options.recall, costs};
  if (options.approval_rate) return CutOffTarget{Criterion::approval_rate, *options.approval_rate, costs};
  if (options.costs) return CutOffTarget{Criterion::cost, 0.0, costs};
  return std::nullopt;
}

std::string fixed(double value, int decimals) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(decimals) << value;
  return text.str();
}

void print_line(const CutOff& cut_off, const Costs& costs, bool chosen) {
  std::cout << (chosen ? "> " : "  ") << fixed(cut_off.maximum_pd_ppm / 1e6, 6);
  for (const double share : {cut_off.approval_rate(), cut_off.bad_rate(), cut_off.recall(), cut_off.precision()}) {
    std::cout << std::setw(9) << fixed(100 * share, 1) << " %";
  }
  std::cout << std::setw(11) << fixed(cut_off.cost(costs), 4) << "\n";
}

void print_table(const PolicyChoice& choice, const Costs& costs) {
  const Json& applications = choice.applications;
  std::cout << applications["rows"] << " applications";
  // A file without dates has neither.
  if (applications["first"].is_string()) {
    std::cout << " from " << applications["first"].get<std::string>() << " to "
              << applications["last"].get<std::string>();
  }
  std::cout << ". Cost an applicant, at " << costs.approved_defaulter << " for an approved defaulter and "
            << costs.refused_repayer << " for a refused repayer.\n"
            << "  cut-off    approval   bad rate     recall  precision       cost\n";
  const CutOff& chosen = *choice.at_cut_off;
  bool shown = false;
  for (const CutOff& cut_off : thinned(choice.cut_offs, kPrintedCutOffs)) {
    if (!shown && cut_off.maximum_pd_ppm >= chosen.maximum_pd_ppm) {
      print_line(chosen, costs, true);
      shown = true;
    }
    if (cut_off.maximum_pd_ppm != chosen.maximum_pd_ppm) print_line(cut_off, costs, false);
  }
  if (!shown) print_line(chosen, costs, true);
}

Json to_json(const CutOff& cut_off, const Costs& costs) {
  return {{"maximum_pd", cut_off.maximum_pd_ppm / 1e6}, {"approval_rate", rounded(cut_off.approval_rate())},
          {"bad_rate", rounded(cut_off.bad_rate())},    {"recall_of_defaulters", rounded(cut_off.recall())},
          {"precision", rounded(cut_off.precision())},  {"cost", rounded(cut_off.cost(costs))}};
}

Json to_json(const PolicyChoice& choice, const Costs& costs) {
  const Offer& offer = choice.model.programme.policy.offers[choice.offer];
  Json json{{"offer", offer.id},
            {"maximum_pd", static_cast<double>(offer.maximum_pd_ppm) / kWholePpm},
            {"applications", choice.applications},
            {"costs", {{"approved_defaulter", costs.approved_defaulter}, {"refused_repayer", costs.refused_repayer}}},
            {"at_cut_off", choice.at_cut_off ? to_json(*choice.at_cut_off, costs) : Json(nullptr)},
            {"cut_offs", Json::array()}};
  for (const CutOff& cut_off : choice.cut_offs) json["cut_offs"].push_back(to_json(cut_off, costs));
  return json;
}

void write_outputs(const PolicyOptions& options, const PolicyChoice& choice, CommandFiles& files) {
  const Programme& programme = choice.model.programme;
  if (options.model_output && !choice.model.provenance.is_object()) {
    throw InputError(options.model.string() +
                     " is packed and has no provenance; put the policy into the JSON that it was packed from");
  }
  if (options.model_output) files.output("--model-output") << readable(to_json(choice.model));
  if (options.output) files.output("--output") << readable(to_json(programme.policy, programme.questionnaire));
}

void open_files(const PolicyOptions& options, CommandFiles& files) {
  files.reads("--model", options.model);
  if (options.policy) files.reads("--policy", *options.policy);
  if (options.data) files.reads("--data", *options.data);
  if (options.output) files.writes("--output", *options.output);
  if (options.model_output) files.writes("--model-output", *options.model_output);
  files.prints();
  files.open();
}

PolicyChoice choose(const PolicyOptions& options, Summary& summary) {
  PolicyRequest request = options.request;
  request.model_name = options.model.string();
  Model model = read_model_file(options.model);
  if (options.policy) request.policy = read_named(*options.policy);
  if (!options.data) return choose_policy(std::move(model), request, nullptr);
  const Questionnaire questionnaire = model.programme.questionnaire;
  request.look_at_rows = [&](const TrainingCounts& counts) {
    require_usable_rows(counts, options.data->string(), questionnaire);
    summary.describe(counts, questionnaire);
    summary.require_no_warning();
  };
  DataFile file(*options.data, options.dialect);
  const std::string sha256 = file.sha256();
  const TrainingData data{file.stream(), sha256};
  return choose_policy(std::move(model), request, &data);
}

void print(const PolicyChoice& choice, const PolicyOptions& options) {
  const Costs costs = options.costs.value_or(Costs{});
  if (options.as_json) return print_json(to_json(choice, costs));
  if (choice.at_cut_off) print_table(choice, costs);
  const Offer& offer = choice.model.programme.policy.offers[choice.offer];
  std::cout << "\"" << printable(offer.id) << "\" accepts a PD up to " << fixed(offer.maximum_pd_ppm / 1e6, 6);
  std::cout << (options.request.target ? ": " + describe(*options.request.target) : "") << ".\n";
}

void run(PolicyOptions& options) {
  options.request.target = target_of(options);
  if (options.request.target && !options.data) {
    throw CLI::ValidationError("choosing a cut-off needs applications whose outcome is known: name them with --data");
  }
  if (!options.data && !options.policy) {
    throw CLI::ValidationError("nothing to do: name applications with --data or another policy with --policy");
  }
  CommandFiles files;
  open_files(options, files);
  Summary summary(options.summary);
  const PolicyChoice choice = choose(options, summary);
  write_outputs(options, choice, files);
  print(choice, options);
  files.commit();
}

void add_targets(CLI::App& command, PolicyOptions& options) {
  CLI::Option* recall = add_share(command, "--recall", options.recall,
                                  "Refuse at least this share of the defaulters, above 0 and up to 1");
  CLI::Option* approval = add_share(command, "--approval-rate", options.approval_rate,
                                    "Approve at most this share of the applicants, above 0 and up to 1");
  recall->type_name("R")->excludes(approval);
  approval->type_name("A");
  command
      .add_option_function<std::string>(
          "--cost", [&options](const std::string& text) { options.costs = parse_costs(text); },
          "Minimise the cost of wrong decisions: what an approved defaulter and a refused repayer cost, for example "
          "5:1. With --recall or --approval-rate it only fills the column")
      ->type_name("FN:FP");
}

void add_files(CLI::App& command, PolicyOptions& options) {
  command.add_option("--model", options.model, "The model, JSON or packed")->required()->type_name("M");
  command.add_option("--policy", options.policy, "Start from this policy instead of the model's")->type_name("P.json");
  command.add_option("--data", options.data, "CSV file of applications with date and outcome, - for standard input")
      ->type_name("F.csv");
  command.add_option("--output", options.output, "Where to write the policy")->type_name("policy.json");
  command.add_option("--model-output", options.model_output, "Where to write the model with the policy in it")
      ->type_name("M2.json");
}

}  // namespace

void add_policy_command(CLI::App& tool) {
  auto options = std::make_shared<PolicyOptions>();
  CLI::App* command = tool.add_subcommand(
      "policy", "Choose a cut-off by recall, approval rate or cost, or put another policy into a model");
  add_files(*command, *options);
  add_date_option(*command, "--since", options->request.window.since, "Use only applications from this day on");
  add_date_option(*command, "--before", options->request.window.before, "Use only applications before this day");
  add_dialect_options(*command, options->dialect);
  add_targets(*command, *options);
  command->add_option("--offer", options->request.offer, "The offer whose cut-off is chosen; by default the first")
      ->type_name("ID");
  command->add_flag("--json", options->as_json, "Print every cut-off as JSON instead of a table");
  add_summary_options(*command, options->summary);
  command->callback([options] { run(*options); });
}

}  // namespace prescore
