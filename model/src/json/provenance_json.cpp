#include "json/provenance_json.hpp"

#include <limits>
#include <string>

#include "base/date.hpp"

namespace prescore {
namespace {

void check_day(const JsonPlace& place) {
  if (!parse_date(place.text())) place.report("must be a day such as 2014-02-01");
}

void check_direction(const JsonPlace& place) {
  const std::string direction = place.text();
  if (direction != "falls" && direction != "rises") place.report("must be \"falls\" or \"rises\"");
}

void check_settings(const JsonPlace& place) {
  if (!place.has("risk_along_values")) return (void)place.entries();
  for (const auto& [question, direction] : place.at("risk_along_values").entries()) check_direction(direction);
}

}  // namespace

Json read_provenance(const JsonPlace& place) {
  if (place.json().is_null()) return nullptr;
  if (!place.json().is_object()) place.report("must be an object or null");
  for (const char* key : {"trainer", "calibrated_on", "data_sha256"}) {
    if (place.has(key)) (void)place.at(key).text();
  }
  for (const char* key : {"rows", "rows_left_out", "distinct_answers", "nodes"}) {
    if (place.has(key)) (void)place.at(key).integer(0, std::numeric_limits<std::int64_t>::max());
  }
  for (const char* key : {"drift", "held_out", "policy"}) {
    if (place.has(key)) (void)place.at(key).entries();
  }
  for (const char* key : {"first_application", "last_application"}) {
    if (place.has(key)) check_day(place.at(key));
  }
  if (place.has("settings")) check_settings(place.at("settings"));
  return place.json();
}

}  // namespace prescore
