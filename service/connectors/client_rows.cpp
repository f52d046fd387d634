#include "service/connectors/client_rows.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "json/json_place.hpp"
#include "service/base/json_pass.hpp"
#include "service/base/json_text.hpp"

namespace prescore::service {
namespace {

/// The members of a row's answers.
using Members = std::vector<std::pair<std::string, std::string>>;

/// Nothing where the text has escapes, other letters than ASCII, a member twice, or is no object of texts.
std::optional<Members> plain_members(std::string_view answers) {
  JsonPass pass(answers);
  Members members;
  const auto take_member = [&](std::string_view question) {
    std::string_view text;
    const auto is_again = [question](const auto& member) { return member.first == question; };
    if (!pass.take_text(text) || std::ranges::any_of(members, is_again)) return false;
    members.emplace_back(question, text);
    return true;
  };
  if (!pass.take_object(take_member) || !pass.is_at_end()) return std::nullopt;
  return members;
}

/// Nothing where the text is damaged.
std::optional<Members> members_of(std::string_view answers) {
  if (auto plain = plain_members(answers)) return plain;
  const Json json = Json::parse(answers, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  Members members;
  for (const auto& [question, text] : json.items()) {
    if (!text.is_string()) return std::nullopt;
    members.emplace_back(question, text.get<std::string>());
  }
  return members;
}

/// Takes the values that no newer row had. False where the row is damaged.
bool take_values(const ClientRow& row, const std::vector<std::string>& questions, Answered& answered) {
  auto members = members_of(row.answers);
  if (!members) return false;
  bool is_used = false;
  for (const std::string& question : questions) {
    const auto found = std::ranges::find(*members, question, &Members::value_type::first);
    if (found == members->end()) continue;
    const auto has_it = [&question](const ClientValue& value) { return value.question == question; };
    if (std::ranges::any_of(answered.values, has_it)) continue;
    answered.values.push_back({question, std::move(found->second)});
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
