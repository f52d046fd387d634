#include <iomanip>
#include <iostream>
#include <memory>

#include "base/input_error.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/date_option.hpp"
#include "files/files.hpp"
#include "judging/evaluation.hpp"
#include "report/page/page.hpp"
#include "report/parts/report.hpp"

namespace prescore {
namespace {

struct EvaluateOptions {
  EvaluationRequest request;
  bool as_json = false;
  std::optional<std::filesystem::path> report;
  std::optional<std::filesystem::path> rival_data;
};

constexpr int kLabelWidth = 26;

void print_line(const std::string& label, const Json& value) {
  std::cout << "  " << std::left << std::setw(kLabelWidth) << label << value << "\n";
}

void print_section(const std::string& title, const Json& values) {
  std::cout << title << "\n";
  for (const auto& item : values.items()) {
    if (!item.value().is_structured()) print_line(item.key(), item.value());
  }
}

void print_table(const Json& report) {
  print_section("Applications", report["applications"]);
  print_section("Probability of default", report["pd"]);
  const Json& cut_off = report["at_cut_off"];
  print_section("At the programme's cut-off", cut_off);
  print_section("", cut_off["confusion"]);
  std::cout << "Outcomes\n";
  for (const auto& outcome : report["outcomes"].items()) {
    print_line(outcome.key(), outcome.value()["rows"]);
    print_line("  bad rate", outcome.value()["bad_rate"]);
  }
}

/// The whole report where one is asked for, else its first figures.
Json evaluate(const EvaluateOptions& options) {
  if (!options.report) return evaluate_model(options.request);
  const EvaluationRequest& request = options.request;
  Json report = make_report({request.model, request.data, request.since, options.rival_data, {}});
  write_file(*options.report, report_page(report));
  return report;
}

void run(const EvaluateOptions& options) {
  if (options.rival_data && !options.report) throw CLI::ValidationError("--rival-data is of use only with --report");
  const Json figures = evaluate(options);
  if (options.as_json) {
    std::cout << readable(figures);
  } else {
    print_table(figures);
  }
}

}  // namespace

void add_evaluate_command(CLI::App& tool) {
  auto options = std::make_shared<EvaluateOptions>();
  CLI::App* command = tool.add_subcommand("evaluate", "Judge a model on applications whose outcome is known");
  command->add_option("--model", options->request.model, "The model, JSON or packed")->required()->type_name("M");
  command->add_option("--data", options->request.data, "CSV file of applications with date and outcome")
      ->required()
      ->type_name("F.csv");
  add_date_option(*command, "--since", options->request.since, "Use only applications from this day on");
  command->add_option("--report", options->report, "Write the whole report as one HTML page that needs nothing else")
      ->type_name("R.html");
  command
      ->add_option("--rival-data", options->rival_data,
                   "Where the report's rival, a scorecard, learns; without it, from the rows of --data before --since")
      ->type_name("F.csv");
  command->add_flag("--json", options->as_json, "Print JSON instead of a table; with --report, the whole report");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
