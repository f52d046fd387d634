#include "service/engine/data_cells.hpp"

#include <algorithm>

#include "base/input_error.hpp"
#include "json/programme_json.hpp"
#include "prescore/plain_values.hpp"
#include "prescore/validate.hpp"

namespace prescore::service {
namespace {

/// The cells that mean this value, one for each column of the question.
std::vector<std::string> cells_of(const Question& question, std::int32_t value, char decimal) {
  if (question.kind == QuestionKind::number) return {number_text(value, question.decimals, decimal)};
  const Option& option = question.options[static_cast<std::size_t>(value)];
  if (!option.rows_of_cells.empty()) return option.rows_of_cells.front();
  return std::vector<std::string>(std::max<std::size_t>(question.columns.size(), 1), option.id);
}

std::vector<std::string> columns_of(const Question& question) {
  return question.columns.empty() ? std::vector<std::string>{question.id} : question.columns;
}

/// The recorded answer to a question: what the person wrote, or what the bank's own data held. Empty without one.
std::string recorded_text(const Json& answers, const Json& values, const std::string& question) {
  for (const Json* source : {&answers, &values}) {
    const auto found = source->find(question);
    if (found != source->end() && found->is_string()) return found->get<std::string>();
  }
  return {};
}

}  // namespace

DataForm data_form(const LoadedProgramme& programme, const std::vector<std::string>& documents) {
  DataForm form;
  form.questionnaire = programme.programme().questionnaire;
  if (form.questionnaire.csv.delimiter != 0) form.delimiter = form.questionnaire.csv.delimiter;
  if (form.questionnaire.csv.decimal != 0) form.decimal = form.questionnaire.csv.decimal;
  for (const std::string& document : documents) {
    try {
      form.outcome = read_model(document, "the model").outcome_columns;
      break;
    } catch (const InputError&) {
      continue;
    }
  }
  return form;
}

std::vector<std::string> data_columns(const DataForm& form) {
  std::vector<std::string> all;
  for (const Question& question : form.questionnaire.questions) {
    const auto columns = columns_of(question);
    all.insert(all.end(), columns.begin(), columns.end());
  }
  return all;
}

std::optional<std::vector<std::string>> data_cells(const DataForm& form, const PersonalPart& personal) {
  const Json answers = Json::parse(personal.answers);
  const Json enrichment = Json::parse(personal.enrichment);
  const Json values = enrichment.value("values", Json::object());
  std::vector<std::string> cells;
  const auto& questions = form.questionnaire.questions;
  for (std::size_t index = 0; index < questions.size(); ++index) {
    const Question& question = questions[index];
    const std::string text = recorded_text(answers, values, question.id);
    // A version that did not ask this, or data that the bank did not have: the cells of a missing value.
    std::vector<std::string> own(columns_of(question).size());
    if (!text.empty()) {
      const bool is_of_bank = question.from == AnswerSource::client_data;
      const auto value = is_of_bank ? read_plain_value(form.questionnaire, index, text) : read_answer(question, text);
      if (!value.ok()) return std::nullopt;
      if (value.value() != kMissing) own = cells_of(question, value.value(), form.decimal);
    }
    cells.insert(cells.end(), own.begin(), own.end());
  }
  return cells;
}

std::string target_cell(const OutcomeColumns& columns, const std::string& outcome) {
  const bool defaulted = outcome == "default";
  const std::vector<std::string>& words = defaulted ? columns.bad : columns.good;
  if (!words.empty()) return words.front();
  return defaulted ? "1" : "0";
}

std::string number_text(std::int64_t value, std::size_t decimals, char decimal) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  if (decimals > 0) {
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    std::string fraction = digits.substr(digits.size() - decimals);
    digits.resize(digits.size() - decimals);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    if (!fraction.empty()) digits += decimal + fraction;
  }
  return (value < 0 ? "-" : "") + digits;
}

}  // namespace prescore::service
