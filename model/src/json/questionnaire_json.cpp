#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/file_error.hpp"
#include "json/answer_json.hpp"
#include "json/programme_json.hpp"
#include "prescore/validate.hpp"

namespace prescore {
namespace {

constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();

/// As the tool's option --encoding names them.
constexpr std::array<std::string_view, 5> kEncodings = {"utf-8", "utf-16le", "utf-16be", "windows-1251",
                                                        "windows-1252"};
constexpr std::array<std::string_view, 4> kDelimiters = {",", ";", "\t", "|"};
constexpr std::array<std::string_view, 2> kDecimalMarks = {".", ","};
constexpr std::string_view kApplicant = "applicant";
constexpr std::string_view kClientData = "client_data";

/// "1 cell", "2 cells"
std::string counted(std::size_t count, const char* thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

/// Who answers the question, and how old the bank's value may be.
void read_source(const JsonPlace& place, Question& question) {
  if (place.has("from")) {
    const JsonPlace from = place.at("from");
    const std::string text = from.text();
    if (text == kClientData) {
      question.from = AnswerSource::client_data;
    } else if (text != kApplicant && from.json().is_string()) {
      from.report("must be \"applicant\" or \"client_data\"");
    }
  }
  if (!place.has("maximum_age_days")) return;
  const JsonPlace age = place.at("maximum_age_days");
  question.maximum_age_days = static_cast<std::uint16_t>(age.integer(1, kMaxAgeDays));
  if (question.from == AnswerSource::client_data) return;
  age.report("is only for values of the bank; write \"from\": \"client_data\" if this is one");
}

/// The words that are skipped beside a number.
std::vector<std::string> read_unit_words(const JsonPlace& place) {
  std::vector<std::string> words;
  for (const JsonPlace& word : place.items()) {
    words.push_back(word.text());
    if (word.json().is_string() && known_word(words.back()).empty()) word.report("must not be blank");
  }
  return words;
}

/// The words that multiply a number, each with its power of ten.
std::vector<ScaleWord> read_scale_words(const JsonPlace& place, const std::vector<std::string>& unit_words) {
  std::vector<ScaleWord> words;
  std::set<std::string> skipped;
  for (const std::string& word : unit_words) skipped.insert(known_word(word));
  std::set<std::string> taken;
  for (const auto& [word, multiplier] : place.entries()) {
    const Json& value = multiplier.json();
    std::uint8_t power = kMaxScalePower;
    double known = 1e9;
    while (power > 0 && !(value.is_number() && value.get<double>() == known)) {
      --power;
      known /= 10;
    }
    if (power == 0) multiplier.report("must be a power of ten from 10 to 1000000000");
    const std::string normal = known_word(word);
    if (normal.empty()) {
      multiplier.report("belongs to a blank word");
    } else if (skipped.contains(normal)) {
      multiplier.report("belongs to a word that is in \"unit_words\" too; a word either multiplies or is skipped");
    } else if (!taken.insert(normal).second) {
      multiplier.report(
          "belongs to a word that is there already; neither case nor a full stop at the end makes another word");
    }
    words.push_back({word, power});
  }
  return words;
}

void read_plausible(const JsonPlace& place, Question& question) {
  place.allow_keys({"minimum", "maximum"});
  if (!place.has("minimum") && !place.has("maximum")) return place.report("has neither a minimum nor a maximum");
  const bool range_is_known = question.minimum <= question.maximum;
  const auto read = [&](const char* key, std::int32_t& limit) {
    if (!place.has(key)) return;
    const JsonPlace at = place.at(key);
    const std::int32_t value = read_scaled(at, question);
    if (!at.json().is_number()) return;
    limit = value;
    if (!range_is_known || (question.minimum <= value && value <= question.maximum)) return;
    at.report("is beyond the limits of the question, " + unscaled(question.minimum, question).dump() + " to " +
              unscaled(question.maximum, question).dump());
  };
  read("minimum", question.plausible_minimum);
  read("maximum", question.plausible_maximum);
  if (question.plausible_minimum > question.plausible_maximum) place.report("has its minimum above its maximum");
}

void read_number_question(const JsonPlace& place, Question& question) {
  place.allow_keys({"id", "kind", "from", "maximum_age_days", "unit", "unit_words", "scale_words", "decimals", "money",
                    "minimum", "maximum", "plausible", "column"});
  question.kind = QuestionKind::number;
  read_source(place, question);
  question.columns = {place.at("column").text()};
  question.unit = place.at("unit").name();
  if (place.has("unit_words")) question.unit_words = read_unit_words(place.at("unit_words"));
  if (place.has("scale_words")) question.scale_words = read_scale_words(place.at("scale_words"), question.unit_words);
  if (place.has("decimals")) question.decimals = static_cast<std::uint8_t>(place.at("decimals").integer(0, 9));
  if (place.has("money")) question.money = place.at("money").flag();
  const JsonPlace minimum = place.at("minimum");
  const JsonPlace maximum = place.at("maximum");
  question.minimum = read_scaled(minimum, question);
  question.maximum = read_scaled(maximum, question);
  if (minimum.json().is_number() && maximum.json().is_number() && question.minimum > question.maximum) {
    place.report("has its minimum above its maximum");
  }
  if (place.has("plausible")) read_plausible(place.at("plausible"), question);
}

/// One cell for each column.
std::vector<std::string> read_row(const JsonPlace& place, std::size_t columns) {
  std::vector<std::string> cells = place.texts();
  if (place.json().is_array() && columns > 0 && cells.size() != columns) {
    place.report(counted(cells.size(), "cell") + " for " + counted(columns, "column") +
                 "; write one cell for each column, in the order of \"columns\", or a list of such lists");
  }
  return cells;
}

/// With one column a list of cells, with several one row of cells; with any number, a list of rows.
std::vector<std::vector<std::string>> read_rows(const JsonPlace& place, std::size_t columns) {
  const std::vector<JsonPlace> entries = place.items({1, kAny, "cell"});
  const bool has_rows =
      std::any_of(entries.begin(), entries.end(), [](const JsonPlace& entry) { return entry.json().is_array(); });
  if (!has_rows && columns > 1) return {read_row(place, columns)};
  std::vector<std::vector<std::string>> rows;
  rows.reserve(entries.size());
  for (const JsonPlace& entry : entries) {
    rows.push_back(has_rows ? read_row(entry, columns) : std::vector<std::string>{entry.text()});
  }
  return rows;
}

void read_option(const JsonPlace& place, Question& question) {
  place.allow_keys({"id", "cells", "any_other"});
  Option option;
  option.any_other = place.has("any_other") && place.at("any_other").flag();
  // Without `any_other`, cells that are not there are an error.
  if (place.has("cells") || !option.any_other)
    option.rows_of_cells = read_rows(place.at("cells"), question.columns.size());
  const bool has_other = std::any_of(question.options.begin(), question.options.end(),
                                     [](const Option& earlier) { return earlier.any_other; });
  if (option.any_other && has_other) {
    place.at("any_other").report("is true for an earlier option too; all other cells can mean only one option");
  }
  option.id = place.at("id").name();
  question.options.push_back(std::move(option));
}

void read_choice_question(const JsonPlace& place, Question& question) {
  place.allow_keys({"id", "kind", "from", "maximum_age_days", "columns", "options"});
  question.kind = QuestionKind::choice;
  read_source(place, question);
  for (const JsonPlace& column : place.at("columns").items({1, kAny, "column"})) {
    question.columns.push_back(column.text());
  }
  std::vector<JsonPlace> ids;
  for (const JsonPlace& option : place.at("options").items({2, kMaxOptions, "option"})) {
    read_option(option, question);
    if (option.has("id")) ids.push_back(option.at("id"));
  }
  require_unique(ids);
}

Question read_question(const JsonPlace& place) {
  Question question;
  question.id = place.at("id").name();
  const JsonPlace kind = place.at("kind");
  const std::string text = kind.text();
  if (text == "number") {
    read_number_question(place, question);
  } else if (text == "choice") {
    read_choice_question(place, question);
  } else {
    if (kind.json().is_string()) kind.report("must be \"number\" or \"choice\"");
    // Nothing else can be checked against this question.
    question.id.clear();
  }
  return question;
}

/// The text at `key`, which must be one of `known`; empty where it is left out or wrong.
template <std::size_t size>
std::string read_one_of(const JsonPlace& place, const char* key, const std::array<std::string_view, size>& known) {
  if (!place.has(key)) return {};
  const JsonPlace at = place.at(key);
  std::string text = at.text();
  if (std::find(known.begin(), known.end(), text) != known.end()) return text;
  std::string list;
  for (const std::string_view one : known) list += (list.empty() ? "" : ", ") + Json(one).dump();
  if (at.json().is_string()) at.report("must be one of " + list);
  return {};
}

DataFormat read_data_format(const JsonPlace& place) {
  place.allow_keys({"delimiter", "decimal", "encoding"});
  const std::string delimiter = read_one_of(place, "delimiter", kDelimiters);
  const std::string decimal = read_one_of(place, "decimal", kDecimalMarks);
  if (!delimiter.empty() && delimiter == decimal) {
    place.report("has the same character as delimiter and as decimal mark");
  }
  return {delimiter.empty() ? '\0' : delimiter.front(), decimal.empty() ? '\0' : decimal.front(),
          read_one_of(place, "encoding", kEncodings)};
}

Json plausible_json(const Question& question) {
  Json limits = Json::object();
  if (question.plausible_minimum > question.minimum) limits["minimum"] = unscaled(question.plausible_minimum, question);
  if (question.plausible_maximum < question.maximum) limits["maximum"] = unscaled(question.plausible_maximum, question);
  return limits;
}

/// What numbers and choices share.
Json opening_json(const Question& question) {
  Json json{{"id", question.id}, {"kind", question.kind == QuestionKind::number ? "number" : "choice"}};
  if (question.from == AnswerSource::client_data) json["from"] = kClientData;
  if (question.maximum_age_days > 0) json["maximum_age_days"] = question.maximum_age_days;
  return json;
}

Json number_json(const Question& question) {
  Json json = opening_json(question);
  json["unit"] = question.unit;
  json["unit_words"] = question.unit_words;
  for (const ScaleWord& word : question.scale_words) {
    std::int64_t multiplier = 1;
    for (std::uint8_t power = 0; power < word.power; ++power) multiplier *= 10;
    json["scale_words"][word.word] = multiplier;
  }
  json["decimals"] = question.decimals;
  json["money"] = question.money;
  json["minimum"] = unscaled(question.minimum, question);
  json["maximum"] = unscaled(question.maximum, question);
  if (Json plausible = plausible_json(question); !plausible.empty()) json["plausible"] = std::move(plausible);
  json["column"] = question.columns.front();
  return json;
}

/// In the shortest form: flat where `read_rows` reads the same rows from it.
Json rows_json(const std::vector<std::vector<std::string>>& rows, std::size_t columns) {
  if (columns > 1) return rows.size() == 1 ? Json(rows.front()) : Json(rows);
  Json cells = Json::array();
  for (const auto& row : rows) cells.push_back(row.front());
  return cells;
}

Json choice_json(const Question& question) {
  Json options = Json::array();
  for (const Option& option : question.options) {
    Json json{{"id", option.id}};
    if (!option.rows_of_cells.empty()) json["cells"] = rows_json(option.rows_of_cells, question.columns.size());
    if (option.any_other) json["any_other"] = true;
    options.push_back(std::move(json));
  }
  Json json = opening_json(question);
  json["columns"] = question.columns;
  json["options"] = std::move(options);
  return json;
}

Json data_format_json(const DataFormat& csv) {
  Json json = Json::object();
  if (csv.delimiter != '\0') json["delimiter"] = std::string(1, csv.delimiter);
  if (csv.decimal != '\0') json["decimal"] = std::string(1, csv.decimal);
  if (!csv.encoding.empty()) json["encoding"] = csv.encoding;
  return json;
}

}  // namespace

Questionnaire read_questionnaire(const JsonPlace& place) {
  place.allow_keys({"$schema", "questions", "missing", "csv"});
  Questionnaire questionnaire;
  std::vector<JsonPlace> ids;
  for (const JsonPlace& question : place.at("questions").items({1, kMaxQuestions, "question"})) {
    questionnaire.questions.push_back(read_question(question));
    if (question.has("id")) ids.push_back(question.at("id"));
  }
  require_unique(ids);
  if (place.has("missing")) questionnaire.missing_words = place.at("missing").texts();
  if (place.has("csv")) questionnaire.csv = read_data_format(place.at("csv"));
  return questionnaire;
}

Json to_json(const Questionnaire& questionnaire) {
  Json questions = Json::array();
  for (const Question& question : questionnaire.questions) {
    questions.push_back(question.kind == QuestionKind::number ? number_json(question) : choice_json(question));
  }
  Json json{{"questions", std::move(questions)}};
  if (questionnaire.missing_words) json["missing"] = *questionnaire.missing_words;
  if (Json csv = data_format_json(questionnaire.csv); !csv.empty()) json["csv"] = std::move(csv);
  return json;
}

}  // namespace prescore
