#include "training/data_names.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/blanks.hpp"
#include "base/file_error.hpp"

namespace prescore {
namespace {

/// The entry `key` of an object where it has one, for checks after which nothing is missed.
std::vector<JsonPlace> list_at(const JsonPlace& place, const char* key) {
  if (!place.has(key) || !place.at(key).json().is_array()) return {};
  return place.at(key).items();
}

void check_column(const JsonPlace& column) {
  if (column.json().is_string() && column.text().empty()) column.report("must not be empty: it names a column");
}

void check_columns(const std::vector<JsonPlace>& columns) {
  std::set<std::string> taken;
  for (const JsonPlace& column : columns) {
    check_column(column);
    if (!column.json().is_string() || taken.insert(column.text()).second) continue;
    column.report("the column \"" + shown_text(column.text()) + "\" appears twice");
  }
}

/// The places of an option's rows of cells: with several columns, and no list in the list, all of it is one row.
std::vector<JsonPlace> rows_of_cells(const JsonPlace& option, std::size_t columns) {
  std::vector<JsonPlace> entries = list_at(option, "cells");
  const bool has_rows =
      std::any_of(entries.begin(), entries.end(), [](const JsonPlace& entry) { return entry.json().is_array(); });
  if (columns > 1 && !has_rows && !entries.empty()) return {option.at("cells")};
  return entries;
}

/// What a reader of files compares: the cells without the blanks around them.
std::string compared(const JsonPlace& row) {
  const auto cell = [](const JsonPlace& place) {
    return place.json().is_string() ? Json(trimmed(place.text())) : place.json();
  };
  if (!row.json().is_array()) return Json::array({cell(row)}).dump();
  Json cells = Json::array();
  for (const JsonPlace& entry : row.items()) cells.push_back(cell(entry));
  return cells.dump();
}

void check_cells(const std::vector<JsonPlace>& options, std::size_t columns) {
  std::map<std::string, std::size_t> taken;
  for (std::size_t index = 0; index < options.size(); ++index) {
    for (const JsonPlace& row : rows_of_cells(options[index], columns)) {
      const auto [same, is_new] = taken.emplace(compared(row), index);
      if (is_new) continue;
      const std::string option = "option " + std::to_string(same->second) + " too, which comes first";
      row.report(row.json().is_array() ? "are those of " + option : "is a cell of " + option);
    }
  }
}

}  // namespace

void check_data_names(const JsonPlace& questionnaire) {
  for (const JsonPlace& question : list_at(questionnaire, "questions")) {
    if (question.has("column")) check_column(question.at("column"));
    check_columns(list_at(question, "columns"));
    check_cells(list_at(question, "options"), list_at(question, "columns").size());
  }
}

namespace {

/// The text of an entry, or nothing where it is missing or no text.
std::optional<JsonPlace> text_at(const JsonPlace& place, const char* object, const char* key) {
  if (!place.has(object) || !place.at(object).has(key)) return std::nullopt;
  const JsonPlace entry = place.at(object).at(key);
  check_column(entry);
  if (!entry.json().is_string()) return std::nullopt;
  return entry;
}

}  // namespace

void check_outcome_columns(const JsonPlace& settings, const Questionnaire& questionnaire) {
  const std::optional<JsonPlace> date = text_at(settings, "outcome_columns", "date");
  for (const auto& [object, key] : {std::pair("outcome_columns", "target"), std::pair("default", "column")}) {
    const std::optional<JsonPlace> target = text_at(settings, object, key);
    if (!target) continue;
    const std::string column = target->text();
    if (date && date->text() == column) target->report("is the column of the date too");
    for (const Question& question : questionnaire.questions) {
      if (std::find(question.columns.begin(), question.columns.end(), column) == question.columns.end()) continue;
      target->report("is a column of the question \"" + question.id + "\" too: the answer would be the outcome itself");
    }
  }
}

}  // namespace prescore
