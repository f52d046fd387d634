#include "json/outcome_json.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace prescore {
namespace {

/// Texts, or whole numbers as data files write them.
std::vector<std::string> read_values(const JsonPlace& place) {
  std::vector<std::string> values;
  for (const JsonPlace& value : place.items()) {
    const Json& json = value.json();
    if (json.is_string()) {
      values.push_back(json.get<std::string>());
    } else if (json.is_number_integer()) {
      values.push_back(json.dump());
    } else {
      value.report("must be a text or a whole number, as a cell of the data file holds it");
    }
  }
  if (place.is_present() && place.json().is_array() && place.json().empty()) place.report("names no value");
  return values;
}

void read_both_values(const JsonPlace& place, OutcomeColumns& columns) {
  columns.bad = read_values(place.at("bad"));
  columns.good = read_values(place.at("good"));
  for (const std::string& value : columns.good) {
    if (std::find(columns.bad.begin(), columns.bad.end(), value) == columns.bad.end()) continue;
    place.at("good").report("\"" + value + "\" is among the bad values too");
  }
}

}  // namespace

OutcomeColumns read_outcome_columns(const JsonPlace& place) {
  place.allow_keys({"date", "target", "bad", "good"});
  OutcomeColumns columns;
  columns.date.reset();
  if (place.has("date")) columns.date = place.at("date").text();
  columns.target = place.at("target").text();
  if (place.has("bad") || place.has("good")) read_both_values(place, columns);
  return columns;
}

OutcomeColumns read_outcome_settings(const JsonPlace& place) {
  OutcomeColumns columns;
  columns.date.reset();
  const bool has_values = place.has("default");
  if (place.has("outcome_columns") || !has_values) {
    const JsonPlace named = place.at("outcome_columns");
    named.allow_keys({"date", "target"});
    if (named.has("date")) columns.date = named.at("date").text();
    if (has_values && named.has("target")) named.at("target").report("the target is named under \"default\" already");
    if (!has_values) columns.target = named.at("target").text();
  }
  if (!has_values) return columns;
  const JsonPlace target = place.at("default");
  target.allow_keys({"column", "bad", "good"});
  columns.target = target.at("column").text();
  read_both_values(target, columns);
  return columns;
}

Json to_json(const OutcomeColumns& columns) {
  Json json = Json::object();
  if (columns.date) json["date"] = *columns.date;
  json["target"] = columns.target;
  if (!columns.bad.empty()) {
    json["bad"] = columns.bad;
    json["good"] = columns.good;
  }
  return json;
}

}  // namespace prescore
