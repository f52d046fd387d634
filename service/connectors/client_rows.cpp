#include "service/connectors/client_rows.hpp"

#include <algorithm>

#include "json/json_place.hpp"
#include "service/base/json_text.hpp"

namespace prescore::service {
namespace {

/// Takes the values that no newer row had. False where the row is damaged.
bool take_values(const ClientRow& row, const std::vector<std::string>& questions, Answered& answered) {
  const Json answers = Json::parse(row.answers, nullptr, false);
  if (!answers.is_object()) return false;
  bool is_used = false;
  for (const std::string& question : questions) {
    const auto found = answers.find(question);
    if (found == answers.end()) continue;
    if (!found->is_string()) return false;
    const auto has_it = [&question](const ClientValue& value) { return value.question == question; };
    if (std::ranges::any_of(answered.values, has_it)) continue;
    answered.values.push_back({question, found->get<std::string>()});
    is_used = true;
  }
  if (!is_used) return true;
  answered.source += (answered.source.empty() ? "" : "+") + row.source;
  answered.as_of = row.as_of;
  return true;
}

}  // namespace

std::string answers_text(const std::vector<ClientValue>& values) {
  std::string json = "{";
  for (const auto& [question, text] : values) {
    if (json.size() > 1) json += ',';
    append_json(json, question);
    json += ':';
    append_json(json, text);
  }
  return json + "}";
}

Answered values_of(std::vector<ClientRow> rows, const std::vector<std::string>& questions) {
  Answered answered{CallOutcome::found, 1};
  // The last one that is used is the oldest.
  std::ranges::sort(rows, [](const ClientRow& one, const ClientRow& other) {
    return one.as_of != other.as_of ? one.as_of > other.as_of : one.source < other.source;
  });
  for (const ClientRow& row : rows) {
    if (!take_values(row, questions, answered)) return {CallOutcome::wrong_answer, 1};
  }
  if (answered.source.empty()) answered.outcome = CallOutcome::not_found;
  return answered;
}

}  // namespace prescore::service
