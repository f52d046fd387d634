#include <iomanip>
#include <iostream>
#include <memory>
#include <utility>

#include "base/input_error.hpp"
#include "cli/command_files.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/date_option.hpp"
#include "cli/commands/dialect_options.hpp"
#include "cli/inputs.hpp"
#include "cli/printing.hpp"
#include "cli/summary.hpp"
#include "files/files.hpp"
#include "judging/evaluation.hpp"
#include "report/page/page.hpp"
#include "report/parts/report.hpp"
#include "signing/signing.hpp"

namespace prescore {
namespace {

struct EvaluateOptions {
  std::filesystem::path model;
  std::filesystem::path data;
  std::optional<Date> since;
  bool as_json = false;
  std::optional<std::filesystem::path> report;
  std::optional<std::filesystem::path> rival_data;
  SummaryOptions summary;
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

void open_files(const EvaluateOptions& options, CommandFiles& files) {
  files.reads("--model", options.model);
  files.reads("--data", options.data);
  if (options.rival_data) files.reads("--rival-data", *options.rival_data);
  if (options.report) files.writes("--report", *options.report);
  files.prints();
  files.open();
}

/// Who signed the model; an empty list if nobody did, or if the model is packed.
Json signatures_of(const NamedText& model) {
  const std::optional<Json> document = read_model_document(model);
  return document ? to_json(check_signatures(*document, model.name)) : Json::array();
}

/// The figures of the whole report, which is written to `page`.
Json evaluate_with_report(const EvaluateOptions& options, Model model, const Json& signatures, DataFile& data,
                          const LookAtRows& look_at_rows, std::ostream& page) {
  const Questionnaire questionnaire = model.programme.questionnaire;
  const OutcomeColumns columns = model.outcome_columns;
  const auto reader_of = [&](DataFile& file) {
    return [&](const DateWindow& window) {
      const NamedStream stream = file.stream();
      TrainingRows rows = read_training_rows(stream, questionnaire, columns, window);
      note_left_out(stream, rows, questionnaire);
      return rows;
    };
  };
  std::optional<DataFile> rival_data;
  if (options.rival_data) rival_data.emplace(*options.rival_data, options.dialect);
  ReportRequest request;
  request.model_name = options.model.string();
  const auto read = reader_of(data);
  // The rows that are judged come first.
  bool is_first = true;
  const auto read_and_look = [&](const DateWindow& window) {
    TrainingRows rows = read(window);
    if (is_first) look_at_rows(counts_of(rows));
    is_first = false;
    return rows;
  };
  request.data = {options.data.string(), data.sha256(), read_and_look};
  request.since = options.since;
  if (rival_data) request.read_rival_rows = reader_of(*rival_data);
  Json report = make_report(std::move(model), request);
  if (!signatures.empty()) report[kSignatures] = signatures;
  page << report_page(report, sha256_base64);
  return report;
}

/// Warns if rows of the training are among those that are judged. Dates and hash come from the model's provenance.
void warn_if_in_sample(const Json& provenance, const Json& applications, DataFile& data, Summary& summary) {
  if (!provenance.is_object() || !provenance.contains("data_sha256")) return;
  if (!provenance.contains("last_application")) {
    if (provenance["data_sha256"] != data.sha256()) return;
    summary.warn("in-sample figures: the model was trained on the rows of this file, so the figures are too good");
    return;
  }
  const Json& first = applications["first"];
  const Json& last = applications["last"];
  const Json& trained_first = provenance["first_application"];
  const Json& trained_last = provenance["last_application"];
  if (!first.is_string() || !trained_first.is_string() || !trained_last.is_string()) return;
  // Days as text, YYYY-MM-DD, are in the order of time.
  if (first > trained_last || last < trained_first) return;
  const std::string period = trained_first.get<std::string>() + " to " + trained_last.get<std::string>();
  const bool is_same_file = provenance["data_sha256"] == data.sha256();
  summary.warn(
      is_same_file
          ? "in-sample figures: the model was trained on the rows of this file from " + period +
                ", so the figures are too good; use --since"
          : "the model was trained on applications from " + period +
                ", the period of some of these rows: if they are the same applications, the figures are in-sample "
                "and too good; use --since");
}

void run(const EvaluateOptions& options) {
  if (options.rival_data && !options.report) throw CLI::ValidationError("--rival-data is used only with --report");
  CommandFiles files;
  open_files(options, files);
  const NamedText text = read_named(options.model);
  Model model = read_model(text.text, text.name);
  const Json signatures = options.report ? signatures_of(text) : Json::array();
  const Json provenance = model.provenance;
  const Questionnaire questionnaire = model.programme.questionnaire;
  DataFile data(options.data, options.dialect);
  Summary summary(options.summary);
  const LookAtRows look_at_rows = [&](const TrainingCounts& counts) {
    require_usable_rows(counts, options.data.string(), questionnaire);
    summary.describe(counts, questionnaire);
    summary.require_no_warning();
  };
  const Json figures =
      options.report
          ? evaluate_with_report(options, std::move(model), signatures, data, look_at_rows, files.output("--report"))
          : evaluate_model(model, options.model.string(), data.stream(), options.since, look_at_rows);
  warn_if_in_sample(provenance, figures["applications"], data, summary);
  summary.require_no_warning();
  if (options.as_json) {
    print_json(figures);
  } else {
    print_table(figures);
  }
  files.commit();
}

}  // namespace

void add_evaluate_command(CLI::App& tool) {
  auto options = std::make_shared<EvaluateOptions>();
  CLI::App* command = tool.add_subcommand("evaluate", "Evaluate a model on applications whose outcome is known");
  command->add_option("--model", options->model, "The model, JSON or packed")->required()->type_name("M");
  command->add_option("--data", options->data, "CSV file of applications with date and outcome, - for standard input")
      ->required()
      ->type_name("F.csv");
  add_date_option(*command, "--since", options->since, "Use only applications from this day on");
  command->add_option("--report", options->report, "Write the whole report as one HTML page without other files")
      ->type_name("R.html");
  command
      ->add_option("--rival-data", options->rival_data,
                   "Rows on which the scorecard of the report is trained; by default those of --data before --since")
      ->type_name("F.csv");
  add_dialect_options(*command, options->dialect);
  command->add_flag("--json", options->as_json, "Print JSON instead of a table; with --report, the whole report");
  add_summary_options(*command, options->summary);
  command->callback([options] { run(*options); });
}

}  // namespace prescore
