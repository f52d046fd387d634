#include "service/engine/client_data.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

#include "json/json_place.hpp"
#include "service/base/json_text.hpp"

namespace prescore::service {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"not_needed", "found", "not_found", "stale", "unavailable"};

/// Values come from foreign systems: what is no UTF-8 is shown as U+FFFD.
void append_foreign(std::string& json, std::string_view text) {
  const bool is_ascii = std::ranges::all_of(text, [](char character) { return character >= 0; });
  if (is_ascii) return append_json(json, text);
  json += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append_member(std::string& json, std::string_view name, std::string_view text) {
  if (json.back() != '{') json += ',';
  append_json(json, name);
  json += ':';
  append_foreign(json, text);
}

void append_values(std::string& json, const std::vector<ClientValue>& values) {
  json += ",\"values\":{";
  for (auto value = values.begin(); value != values.end(); ++value) {
    // An object has no member twice. The status says that such values were not used.
    const bool is_again = std::any_of(
        values.begin(), value, [&value](const ClientValue& earlier) { return earlier.question == value->question; });
    if (!is_again) append_member(json, value->question, value->text);
  }
  json += '}';
}

void append_calls(std::string& json, const std::vector<ConnectorCall>& calls) {
  json += ",\"calls\":[";
  for (const ConnectorCall& call : calls) {
    if (json.back() == '}') json += ',';
    json += '{';
    append_member(json, "connector", call.connector);
    append_member(json, "outcome", call.outcome);
    json += ",\"attempts\":" + std::to_string(call.attempts);
    json += ",\"milliseconds\":" + std::to_string(call.milliseconds) + "}";
  }
  json += ']';
}

}  // namespace

std::string_view name(ClientData::Status status) noexcept { return kNames[static_cast<std::size_t>(status)]; }

std::string enrichment_text(const ClientData& data, const std::optional<Consent>& consent) {
  std::string json = "{";
  append_member(json, "status", name(data.status));
  append_member(json, "source", data.source);
  json += ",\"as_of\":";
  if (data.as_of) {
    append_json(json, iso(*data.as_of));
  } else {
    json += "null";
  }
  append_values(json, data.values);
  if (consent) {
    json += ",\"consent\":{";
    append_member(json, "wording", consent->wording);
    append_member(json, "given_at", consent->given_at);
    json += '}';
  }
  append_calls(json, data.calls);
  return json + "}";
}

ClientData read_enrichment(std::string_view enrichment) {
  ClientData data;
  // What most decisions have.
  if (enrichment == "{}") return data;
  const Json json = Json::parse(enrichment);
  if (!json.contains("status")) return data;
  const auto status = std::ranges::find(kNames, json.at("status").get_ref<const std::string&>());
  if (status == kNames.end()) throw std::invalid_argument("the recorded client data have no status that is known");
  data.status = static_cast<ClientData::Status>(status - kNames.begin());
  data.source = json.at("source").get<std::string>();
  if (json.at("as_of").is_string()) data.as_of = parse_moment(json.at("as_of").get_ref<const std::string&>());
  for (const auto& [question, text] : json.at("values").items()) data.values.push_back({question, text});
  return data;
}

}  // namespace prescore::service
