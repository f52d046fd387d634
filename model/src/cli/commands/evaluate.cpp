#include <iomanip>
#include <iostream>
#include <memory>
#include <utility>

#include "base/input_error.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/date_option.hpp"
#include "cli/commands/dialect_options.hpp"
#include "cli/inputs.hpp"
#include "files/files.hpp"
#include "judging/evaluation.hpp"
#include "report/page/page.hpp"
#include "report/parts/report.hpp"

namespace prescore {
namespace {

struct EvaluateOptions {
  std::filesystem::path model;
  std::filesystem::path data;
  std::optional<Date> since;
  bool as_json = false;
  std::optional<std::filesystem::path> report;
  std::optional<std::filesystem::path> rival_data;
  CsvDialect dialect;
};

constexpr int kLabelWidth = 26;

void print_line(const std::string& label, const Json& value) {
  std::cout << "  " << std::left << std::setw(kLabelWidth) << label;
  // A share of no rows is null.
  (value.is_null() ? std::cout << "-" : std::cout << value) << "\n";
}

void print_section(const std::string& title, const Json& values) {
  std::cout << title << "\n";
  for (const auto& item : values.items()) {
    if (!item.value().is_structured()) print_line(item.key(), item.value());
  }
}

void print_training_rows(const Json& applications) {
  const Json& rows = applications["in_training_period"];
  if (rows.is_null() || rows == 0) return;
  std::cout
      << "In sample: " << rows << " of " << applications["rows"]
      << " applications lie in the period that the model was trained on. As far as they are its training rows, the "
      << "figures are better than those for new applicants. Use --since to judge later applications only.\n";
}

void print_table(const Json& report) {
  print_section("Applications", report["applications"]);
  print_training_rows(report["applications"]);
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
  Model model = read_model_file(options.model);
  if (!options.report) {
    DataFile data(options.data, options.dialect);
    return evaluate_model(model, options.model.string(), data.stream(), options.since);
  }
  const Questionnaire questionnaire = model.programme.questionnaire;
  const OutcomeColumns columns = model.outcome_columns;
  const auto reader_of = [&](const std::filesystem::path& path) {
    return [&questionnaire, &columns, &options, path](const DateWindow& window) {
      DataFile data(path, options.dialect);
      const NamedStream stream = data.stream();
      TrainingRows rows = read_training_rows(stream, questionnaire, columns, window);
      note_left_out(stream, rows, questionnaire);
      return rows;
    };
  };
  ReportRequest request;
  request.model_name = options.model.string();
  request.data = {options.data.string(), sha256_of_file(options.data), reader_of(options.data)};
  request.since = options.since;
  if (options.rival_data) request.read_rival_rows = reader_of(*options.rival_data);
  Json report = make_report(std::move(model), request);
  write_file(*options.report, report_page(report, sha256_base64));
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
  command->add_option("--model", options->model, "The model, JSON or packed")->required()->type_name("M");
  command->add_option("--data", options->data, "CSV file of applications with date and outcome")
      ->required()
      ->type_name("F.csv");
  add_date_option(*command, "--since", options->since, "Use only applications from this day on");
  command->add_option("--report", options->report, "Write the whole report as one HTML page that needs nothing else")
      ->type_name("R.html");
  command
      ->add_option("--rival-data", options->rival_data,
                   "Where the report's rival, a scorecard, learns; without it, from the rows of --data before --since")
      ->type_name("F.csv");
  add_dialect_options(*command, options->dialect);
  command->add_flag("--json", options->as_json, "Print JSON instead of a table; with --report, the whole report");
  command->callback([options] { run(*options); });
}

}  // namespace prescore
