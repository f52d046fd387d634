#include <cmath>
#include <iomanip>
#include <iostream>
#include <memory>
#include <sstream>
#include <utility>

#include "base/input_error.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/date_option.hpp"
#include "cli/inputs.hpp"
#include "files/files.hpp"
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
};

Costs parse_costs(const std::string& text) {
  std::istringstream input(text);
  Costs costs;
  char colon = '\0';
  const bool read = static_cast<bool>(input >> costs.approved_defaulter >> colon >> costs.refused_repayer);
  const bool whole = read && input.peek() == std::istringstream::traits_type::eof() && colon == ':';
  const bool sound = std::isfinite(costs.approved_defaulter) && std::isfinite(costs.refused_repayer);
  if (!whole || !sound || costs.approved_defaulter <= 0.0 || costs.refused_repayer <= 0.0) {
    throw CLI::ValidationError("\"" + text + "\" is not a pair of costs such as 5:1, both above 0");
  }
  return costs;
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
  std::cout << applications["rows"] << " applications from " << applications["first"].get<std::string>() << " to "
            << applications["last"].get<std::string>() << ". Cost an applicant, at " << costs.approved_defaulter
            << " for an approved defaulter and " << costs.refused_repayer << " for a refused repayer.\n"
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

void print_json(const PolicyChoice& choice, const Costs& costs) {
  const Offer& offer = choice.model.programme.policy.offers[choice.offer];
  Json json{{"offer", offer.id},
            {"maximum_pd", static_cast<double>(offer.maximum_pd_ppm) / kWholePpm},
            {"applications", choice.applications},
            {"costs", {{"approved_defaulter", costs.approved_defaulter}, {"refused_repayer", costs.refused_repayer}}},
            {"at_cut_off", choice.at_cut_off ? to_json(*choice.at_cut_off, costs) : Json(nullptr)},
            {"cut_offs", Json::array()}};
  for (const CutOff& cut_off : choice.cut_offs) json["cut_offs"].push_back(to_json(cut_off, costs));
  std::cout << readable(json);
}

void write_outputs(const PolicyOptions& options, const PolicyChoice& choice) {
  const Programme& programme = choice.model.programme;
  // Both texts are made before either is written: a fault leaves no half of the pair.
  const std::string policy = readable(to_json(programme.policy, programme.questionnaire));
  if (options.model_output && !choice.model.provenance.is_object()) {
    throw InputError(options.model.string() +
                     " is packed and has lost where it comes from; put the policy into the JSON it was packed from");
  }
  if (options.model_output) write_file(*options.model_output, readable(to_json(choice.model)));
  if (options.output) write_file(*options.output, policy);
}

/// Opens what the options name.
PolicyChoice choose(const PolicyOptions& options) {
  PolicyRequest request = options.request;
  request.model_name = options.model.string();
  Model model = read_model_file(options.model);
  if (options.policy) request.policy = read_named(*options.policy);
  if (!options.data) return choose_policy(std::move(model), request, nullptr);
  DataFile file(*options.data);
  const TrainingData data{file.stream(), sha256_of_file(*options.data)};
  return choose_policy(std::move(model), request, &data);
}

void run(PolicyOptions& options) {
  options.request.target = target_of(options);
  if (options.request.target && !options.data) {
    throw CLI::ValidationError("a cut-off is chosen on applications whose outcome is known: name them with --data");
  }
  if (!options.data && !options.policy) {
    throw CLI::ValidationError("nothing to do: name applications with --data or another policy with --policy");
  }
  const PolicyChoice choice = choose(options);
  write_outputs(options, choice);
  const Costs costs = options.costs.value_or(Costs{});
  if (options.as_json) return print_json(choice, costs);
  if (choice.at_cut_off) print_table(choice, costs);
  const Offer& offer = choice.model.programme.policy.offers[choice.offer];
  std::cout << "\"" << offer.id << "\" takes a PD up to " << fixed(offer.maximum_pd_ppm / 1e6, 6);
  std::cout << (options.request.target ? ": " + describe(*options.request.target) : "") << ".\n";
}

void add_targets(CLI::App& command, PolicyOptions& options) {
  CLI::Option* recall =
      command.add_option("--recall", options.recall, "Refuse at least this share of the defaulters, 0 to 1");
  CLI::Option* approval = command.add_option("--approval-rate", options.approval_rate,
                                             "Approve at most this share of the applicants, 0 to 1");
  recall->check(CLI::Range(1e-6, 1.0))->type_name("R")->excludes(approval);
  approval->check(CLI::Range(1e-6, 1.0))->type_name("A");
  command
      .add_option_function<std::string>(
          "--cost", [&options](const std::string& text) { options.costs = parse_costs(text); },
          "Least cost of wrong decisions: what an approved defaulter and a refused repayer cost, for example 5:1. "
          "Beside --recall or --approval-rate it only fills the column")
      ->type_name("FN:FP");
}

void add_files(CLI::App& command, PolicyOptions& options) {
  command.add_option("--model", options.model, "The model, JSON or packed")->required()->type_name("M");
  command.add_option("--policy", options.policy, "Start from this policy, not from the model's")->type_name("P.json");
  command.add_option("--data", options.data, "CSV file of applications with date and outcome")->type_name("F.csv");
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
  add_targets(*command, *options);
  command->add_option("--offer", options->request.offer, "Whose cut-off to choose; without it, the first offer's")
      ->type_name("ID");
  command->add_flag("--json", options->as_json, "Print every cut-off as JSON instead of a table");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
