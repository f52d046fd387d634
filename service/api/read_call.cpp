// Decisions as they were recorded: shown, listed, and computed again.
#include <charconv>
#include <map>
#include <optional>

#include "prescore/codes.hpp"
#include "service/api/call.hpp"
#include "service/engine/replay.hpp"

namespace prescore::service {
namespace {

constexpr int kMaxListed = 200;

HttpAnswer not_found() {
  return to_answer({404, "unknown_decision", "There is no decision of this id that this caller may see.", nullptr});
}

HttpAnswer bad_query(const std::string& detail) { return to_answer({400, "query", detail, nullptr}); }

Json decision_json(const StoredDecision& stored, bool with_pd) {
  Json json = Json::parse(stored.decision.answer);
  json.erase("pd_ppm");
  if (with_pd) json["pd_ppm"] = stored.decision.pd_ppm < 0 ? Json(nullptr) : Json(stored.decision.pd_ppm);
  json["engine"] = stored.decision.engine;
  if (stored.is_erased) {
    json["inputs"] = nullptr;
  } else {
    const PersonalPart& personal = stored.decision.personal;
    json["inputs"] = {{"client", personal.client.empty() ? Json(nullptr) : Json(personal.client)},
                      {"answers", Json::parse(personal.answers)}};
  }
  if (with_pd && !stored.decision.challenger.empty()) json["challenger"] = Json::parse(stored.decision.challenger);
  json["chain"] = {
      {"name", stored.chain}, {"place", stored.place}, {"previous_hash", stored.previous_hash}, {"hash", stored.hash}};
  return json;
}

bool is_outcome(std::string_view text) noexcept {
  for (std::size_t outcome = 0; outcome < kOutcomeCount; ++outcome) {
    if (name(static_cast<Outcome>(outcome)) == text) return true;
  }
  return false;
}

int hex_value(char character) noexcept {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  if (character >= 'A' && character <= 'F') return character - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text) {
  std::string decoded;
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] == '+') {
      decoded += ' ';
    } else if (text[index] != '%') {
      decoded += text[index];
    } else {
      const int high = index + 2 < text.size() ? hex_value(text[index + 1]) : -1;
      const int low = index + 2 < text.size() ? hex_value(text[index + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      index += 2;
    }
  }
  return decoded;
}

/// The members of a query, or nothing where it is malformed or has one twice.
std::optional<std::map<std::string, std::string>> query_members(std::string_view query) {
  std::map<std::string, std::string> members;
  while (!query.empty()) {
    const std::string_view member = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(member.size() + 1, query.size()));
    const std::size_t mark = member.find('=');
    if (mark == std::string_view::npos) return std::nullopt;
    const auto value = decode(member.substr(mark + 1));
    if (!value || !members.emplace(std::string(member.substr(0, mark)), *value).second) return std::nullopt;
  }
  return members;
}

/// Takes one member into the filter; an error for the caller, or an empty text.
std::string take_member(const std::string& name, const std::string& value, DecisionFilter& filter) {
  if (name == "client") {
    filter.client = value;
  } else if (name == "outcome") {
    if (!is_outcome(value)) return "outcome must be one that decisions have: see /openapi.yaml.";
    filter.outcome = value;
  } else if (name == "since") {
    filter.since = parse_moment(value);
    if (!filter.since) return "since must be a day or a time in UTC, as in 2026-11-27 or 2026-11-27T09:30:00Z.";
  } else if (name == "cursor") {
    if (!is_uuid(value)) return "cursor must be the id that the list before gave as next.";
    filter.before = value;
  } else if (name == "limit") {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), filter.limit);
    const bool is_number = error == std::errc() && end == value.data() + value.size();
    if (!is_number || filter.limit < 1 || filter.limit > kMaxListed) return "limit must be a number from 1 to 200.";
  } else {
    return "The query may have client, since, outcome, cursor and limit.";
  }
  return {};
}

}  // namespace

HttpAnswer show_decision(Service& service, const Call& call) {
  if (!is_uuid(call.parts[0])) return not_found();
  const auto stored = service.reader.find_decision(call.parts[0], call.whose());
  if (!stored) return not_found();
  return json_answer(200, decision_json(*stored, call.may(Scope::score)).dump() + "\n");
}

HttpAnswer list_decisions(Service& service, const Call& call) {
  const auto members = query_members(call.query);
  if (!members) return bad_query("The query must be members name=value with & between them, each once.");
  DecisionFilter filter;
  filter.caller = call.whose();
  for (const auto& [key, value] : *members) {
    const std::string error = take_member(key, value, filter);
    if (!error.empty()) return bad_query(error);
  }
  const auto list = service.reader.list_decisions(filter);
  Json json = {{"decisions", Json::array()}};
  for (const StoredDecision& stored : list) {
    json["decisions"].push_back(decision_json(stored, call.may(Scope::score)));
  }
  const bool may_have_more = list.size() == static_cast<std::size_t>(filter.limit);
  json["next"] = may_have_more ? Json(list.back().decision.id) : Json(nullptr);
  return json_answer(200, json.dump() + "\n");
}

HttpAnswer replay_decision(Service& service, const Call& call) {
  if (!is_uuid(call.parts[0])) return not_found();
  const auto stored = service.reader.find_decision(call.parts[0], call.whose());
  if (!stored) return not_found();
  const Replay replay = replay_of(*stored, *service.catalogue());
  if (replay.kind == Replay::Kind::inputs_erased) {
    return to_answer(
        {409, "inputs_erased", "The answers of this decision were erased, so it cannot be replayed.", nullptr});
  }
  Json json = {
      {"id", stored->decision.id}, {"version", stored->decision.version}, {"identical", replay.is_identical()}};
  if (!replay.is_identical()) json["first_difference"] = replay.difference;
  return json_answer(200, json.dump() + "\n");
}

}  // namespace prescore::service
