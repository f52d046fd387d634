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

constexpr const char* kDayFirst = "day/month/year";
constexpr const char* kMonthFirst = "month/day/year";

/// Sets the column of dates and its form, where they are there.
void read_date(const JsonPlace& place, OutcomeColumns& columns) {
  columns.date.reset();
  if (place.has("date")) columns.date = place.at("date").text();
  if (!place.has("date_form")) return;
  const JsonPlace form = place.at("date_form");
  if (!columns.date) form.report("says how dates are written, but no column of dates is named");
  const std::string text = form.text();
  if (text == kDayFirst) {
    columns.date_form = DateForm::day_month_year;
  } else if (text == kMonthFirst) {
    columns.date_form = DateForm::month_day_year;
  } else if (form.json().is_string()) {
    form.report(std::string("must be \"") + kDayFirst + "\" or \"" + kMonthFirst + "\"; other days need no form");
  }
}

}  // namespace

OutcomeColumns read_outcome_columns(const JsonPlace& place) {
  place.allow_keys({"date", "date_form", "target", "bad", "good"});
  OutcomeColumns columns;
  read_date(place, columns);
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
    named.allow_keys({"date", "date_form", "target"});
    read_date(named, columns);
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
  if (columns.date_form != DateForm::unknown) {
    json["date_form"] = columns.date_form == DateForm::day_month_year ? kDayFirst : kMonthFirst;
  }
  json["target"] = columns.target;
  if (!columns.bad.empty()) {
    json["bad"] = columns.bad;
    json["good"] = columns.good;
  }
  return json;
}

}  // namespace prescore
