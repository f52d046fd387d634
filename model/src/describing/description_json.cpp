#include "describing/description_json.hpp"

#include "applicants/small_letters.hpp"
#include "describing/description_text.hpp"

namespace prescore {
namespace {

constexpr std::size_t kMostValues = 100;

Json values_json(const std::vector<ValueCount>& values) {
  Json list = Json::array();
  for (const ValueCount& value : values) {
    if (list.size() == kMostValues) break;
    list.push_back({{"value", value.value}, {"rows", value.rows}});
  }
  return list;
}

Json format_json(const FileDescription& file) {
  Json json{{"delimiter", std::string(1, file.format.delimiter)},
            {"encoding", small_letters(name(file.format.encoding))},
            {"header", file.has_header}};
  if (file.format.decimal == DecimalMark::comma) json["decimal"] = ",";
  if (file.format.decimal == DecimalMark::point) json["decimal"] = ".";
  return json;
}

Json number_json(const ColumnDescription& column) {
  const NumberSummary& numbers = column.summary.numbers();
  Json json{{"minimum", numbers.minimum}, {"maximum", numbers.maximum}, {"decimals", numbers.decimals}};
  if (column.quantiles) {
    const Quantiles& q = *column.quantiles;
    json["quantiles"] = {{"0.01", q.p1},  {"0.05", q.p5},  {"0.25", q.p25}, {"0.5", q.p50},
                         {"0.75", q.p75}, {"0.95", q.p95}, {"0.99", q.p99}};
  }
  Json units = Json::array();
  for (const auto* list : {&numbers.before, &numbers.behind}) {
    for (const auto& unit : *list) units.push_back(unit.first);
  }
  if (!units.empty()) json["units"] = std::move(units);
  return json;
}

Json date_json(const ColumnDescription& column) {
  const DateSummary& dates = column.summary.dates();
  Json json = Json::object();
  if (dates.first) json["first"] = iso(*dates.first);
  if (dates.last) json["last"] = iso(*dates.last);
  json["forms"] = Json::array();
  for (const auto& form : dates.forms) json["forms"].push_back(form.second);
  json["in_doubt"] = dates.in_doubt;
  return json;
}

const char* name_of(LeakageSign sign) {
  switch (sign) {
    case LeakageSign::separates:
      return "separates";
    case LeakageSign::only_defaults:
      return "only_defaults";
    case LeakageSign::name:
      return "name";
    case LeakageSign::none:
      break;
  }
  return "none";
}

Json column_json(const ColumnDescription& column) {
  Json json{{"name", column.name}, {"kind", name(column.kind)}, {"missing", column.missing}};
  if (!column.missing_words.empty()) json["missing_words"] = values_json(column.missing_words);
  json["distinct"] = column.distinct;
  json["distinct_is_exact"] = column.summary.values().are_complete();
  if (column.kind == ColumnKind::number) json["number"] = number_json(column);
  if (column.kind == ColumnKind::date) json["date"] = date_json(column);
  if (column.kind == ColumnKind::choice || column.kind == ColumnKind::constant) {
    json["values"] = values_json(column.values);
  }
  if (column.is_repeated_name) json["name_is_repeated"] = true;
  if (column.relation) {
    json["relation"] = {{"auroc", column.relation->auroc}, {"information", column.relation->information}};
    if (column.relation->sign != LeakageSign::none) {
      json["leakage"] = {{"sign", name_of(column.relation->sign)}, {"because", column.relation->because}};
    }
  }
  return json;
}

Json target_json(const FileDescription& file, const PossibleTarget& target) {
  const OutcomeWords& words = target.words;
  Json json{{"column", file.columns[target.column].name},
            {"is_known", words.is_known},
            {"values", values_json(file.columns[target.column].values)}};
  if (!words.is_known) return json;
  json["bad"] = words.bad;
  json["good"] = words.good;
  json["default_rate"] = words.default_rate();
  json["because"] = words.because;
  return json;
}

}  // namespace

Json to_json(const FileDescription& file) {
  Json json{{"file", file.source}, {"rows", file.rows}, {"csv", format_json(file)}};
  json["columns"] = Json::array();
  for (const ColumnDescription& column : file.columns) json["columns"].push_back(column_json(column));
  json["possible_targets"] = Json::array();
  for (const PossibleTarget& target : file.targets) json["possible_targets"].push_back(target_json(file, target));
  json["possible_dates"] = Json::array();
  for (const PossibleDate& date : file.dates) {
    json["possible_dates"].push_back({{"column", file.columns[date.column].name},
                                      {"is_complete", date.is_complete},
                                      {"has_likely_name", date.has_likely_name}});
  }
  if (file.target) json["target"] = file.columns[*file.target].name;
  json["repeated_rows"] = {{"rows", file.repeated_rows}, {"is_exact", !file.repeated_rows_is_estimate}};
  json["unreadable_rows"] = {{"rows", file.unreadable.rows}, {"examples", file.unreadable.examples}};
  json["look_at"] = look_at(file);
  return json;
}

}  // namespace prescore
