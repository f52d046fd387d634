#include <algorithm>
#include <cmath>

#include "applicants/missing_words.hpp"
#include "applicants/small_letters.hpp"
#include "drafting/draft_parts.hpp"

namespace prescore {
namespace {

/// Whole where it is: 5 and not 5.0.
Json number_json(double number) {
  if (number == std::trunc(number) && std::fabs(number) < 1e15) return static_cast<std::int64_t>(number);
  return number;
}

Json number_question(const DraftQuestion& question, const std::string& column) {
  Json json{{"id", question.id}, {"kind", "number"}, {"column", column}, {"unit", question.unit}};
  if (!question.unit_words.empty()) json["unit_words"] = question.unit_words;
  if (question.decimals > 0) json["decimals"] = question.decimals;
  if (question.is_money) json["money"] = true;
  json["minimum"] = number_json(question.minimum);
  json["maximum"] = number_json(question.maximum);
  Json plausible = Json::object();
  if (question.plausible_minimum) plausible["minimum"] = number_json(*question.plausible_minimum);
  if (question.plausible_maximum) plausible["maximum"] = number_json(*question.plausible_maximum);
  if (!plausible.empty()) json["plausible"] = std::move(plausible);
  return json;
}

Json choice_question(const DraftQuestion& question, const std::string& column) {
  Json options = Json::array();
  for (const DraftOption& option : question.options) {
    Json json{{"id", option.id}};
    if (option.any_other) {
      json["any_other"] = true;
    } else {
      json["cells"] = {option.cell};
    }
    options.push_back(std::move(json));
  }
  return {{"id", question.id}, {"kind", "choice"}, {"columns", {column}}, {"options", std::move(options)}};
}

/// What is unusual about the file, or would be in doubt.
Json csv_json(const FileDescription& file) {
  Json json = Json::object();
  const CsvFormat& format = file.format;
  // The first bytes show the rest; a mark in numbers may be rare.
  if (format.delimiter != ',' && format.delimiter != ' ') json["delimiter"] = std::string(1, format.delimiter);
  if (format.decimal == DecimalMark::point) json["decimal"] = ".";
  if (format.decimal == DecimalMark::comma) json["decimal"] = ",";
  const bool has_grouping_commas =
      std::any_of(file.columns.begin(), file.columns.end(), [](const ColumnDescription& column) {
        const NumberSummary& numbers = column.summary.numbers();
        return column.kind == ColumnKind::number && numbers.in_doubt > 0 && numbers.grouped > 0;
      });
  if (format.decimal == DecimalMark::unknown && has_grouping_commas) json["decimal"] = ".";
  if (format.encoding != CsvEncoding::utf8) json["encoding"] = small_letters(name(format.encoding));
  return json;
}

/// PDs are in millionths; three digits are enough for a cut-off that nobody has chosen yet.
double rounded_rate(double rate) { return std::max(0.001, std::round(rate * 1000.0) / 1000.0); }

}  // namespace

Json questionnaire_json(const Draft& draft, const FileDescription& file) {
  Json json = Json::object();
  if (Json csv = csv_json(file); !csv.empty()) json["csv"] = std::move(csv);
  if (!draft.missing_words.empty()) {
    // A programme's list replaces the built-in one.
    for (const std::string_view word : MissingWords::built_in()) json["missing"].push_back(word);
    for (const std::string& word : draft.missing_words) json["missing"].push_back(word);
  }
  json["questions"] = Json::array();
  for (const DraftQuestion& question : draft.columns.questions) {
    const std::string& column = file.columns[question.column].name;
    json["questions"].push_back(question.is_number ? number_question(question, column)
                                                   : choice_question(question, column));
  }
  return json;
}

Json policy_json(const Draft& draft) {
  return {{"offers",
           {{{"id", kOwnProduct}, {"maximum_pd", rounded_rate(draft.cut_off)}, {"eligibility", Json::array()}},
            {{"id", kSaferProduct}, {"maximum_pd", 1}, {"eligibility", Json::array()}}}}};
}

Json training_json(const Draft& draft, const FileDescription& file) {
  Json json = Json::object();
  const DraftOutcome& outcome = draft.outcome;
  if (outcome.date) json["outcome_columns"] = {{"date", file.columns[*outcome.date].name}};
  json["default"] = {
      {"column", file.columns[outcome.target].name}, {"bad", outcome.words.bad}, {"good", outcome.words.good}};
  json["risk_along_values"] = Json::object();
  Json unordered = Json::array();
  Json protected_questions = Json::array();
  for (const DraftQuestion& question : draft.columns.questions) {
    if (!question.is_number && !question.is_ordered && question.options.size() > 2) unordered.push_back(question.id);
    if (question.is_protected) protected_questions.push_back(question.id);
  }
  if (!unordered.empty()) json["unordered"] = std::move(unordered);
  if (!protected_questions.empty()) json["protected"] = std::move(protected_questions);
  return json;
}

}  // namespace prescore
