#include "service/api/bodies.hpp"

#include <algorithm>

#include "service/api/body_json.hpp"
#include "service/api/body_parser.hpp"
#include "service/api/plain_body.hpp"
#include "service/api/routes.hpp"
#include "service/base/json_text.hpp"

namespace prescore::service {
namespace {

bool is_key_character(char character) noexcept {
  return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
         (character >= 'A' && character <= 'Z') || character == '_' || character == '-';
}

AnswerTexts read_answers(const Json& object, const std::string& place, BodyErrors& errors) {
  AnswerTexts answers;
  const auto found = object.find("answers");
  if (found == object.end() || !found->is_object()) {
    errors.add(place, "needs \"answers\", an object of texts by question");
    return answers;
  }
  if (found->size() > kMaxAnswers) {
    errors.add(place + "/answers", "has more than " + std::to_string(kMaxAnswers) + " members");
    return answers;
  }
  std::size_t index = 0;
  for (const auto& [question, value] : found->items()) {
    const std::string where = place + "/answers, member " + std::to_string(index++);
    if (!value.is_string()) {
      errors.add(where, "must be a text, as people write it");
    } else if (value.get_ref<const std::string&>().size() > kMaxAnswerBytes) {
      errors.add(where, "has more than " + std::to_string(kMaxAnswerBytes) + " bytes");
    } else {
      answers.push_back({question, value.get<std::string>()});
    }
  }
  return answers;
}

/// Marks the answers that the list "confirmed" names.
void read_confirmed(const Json& object, const std::string& place, AnswerTexts& answers, BodyErrors& errors) {
  const auto found = object.find("confirmed");
  if (found == object.end()) return;
  if (!found->is_array() || found->size() > kMaxAnswers) {
    return errors.add(place + "/confirmed", "must be a list of the questions whose answers the person stands by");
  }
  for (std::size_t index = 0; index < found->size(); ++index) {
    const Json& item = (*found)[index];
    const auto answer = std::ranges::find_if(
        answers, [&item](const GivenAnswer& given) { return item.is_string() && item == given.question; });
    if (answer == answers.end()) {
      errors.add(place + "/confirmed/" + std::to_string(index), "must be a question that \"answers\" has");
    } else {
      answer->confirmed = true;
    }
  }
}

std::optional<Hint> read_hint(const Json& object, const std::string& place, BodyErrors& errors) {
  const auto found = object.find("hint");
  if (found == object.end()) return std::nullopt;
  if (!found->is_object()) {
    errors.add(place + "/hint", "must be an object with outcome and version");
    return std::nullopt;
  }
  allow_members(*found, {"outcome", "version"}, place + "/hint", errors);
  Hint hint;
  hint.outcome = read_text(*found, "outcome", true, kMaxHintOutcome, place + "/hint", errors);
  hint.version = read_text(*found, "version", true, kMaxHintVersion, place + "/hint", errors);
  return hint;
}

bool is_wording(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 64 &&
         std::ranges::all_of(text, [](char character) { return (is_key_character(character) || character == '.'); });
}

std::optional<Consent> read_consent(const Json& object, const std::string& place, BodyErrors& errors) {
  const auto found = object.find("consent");
  if (found == object.end()) return std::nullopt;
  const std::string where = place + "/consent";
  if (!found->is_object()) {
    errors.add(where, "must be an object with wording and given_at");
    return std::nullopt;
  }
  allow_members(*found, {"wording", "given_at"}, where, errors);
  Consent consent;
  consent.wording = read_text(*found, "wording", true, 64, where, errors);
  consent.given_at = read_text(*found, "given_at", true, 64, where, errors);
  const auto has_text = [&found](const char* key) { return found->contains(key) && (*found)[key].is_string(); };
  if (has_text("wording") && !is_wording(consent.wording)) {
    errors.add(where + "/wording", "must be 1 to 64 of A-Z, a-z, 0-9, dots, _ and -: the version of the wording");
  }
  const bool is_time = consent.given_at.find('T') != std::string::npos && parse_moment(consent.given_at);
  if (has_text("given_at") && !is_time) {
    errors.add(where + "/given_at", "must be a time in UTC, as in 2026-11-27T09:30:00Z");
  }
  return consent;
}

/// All values in one order, so that the same request has the same text, and no other has it. It is hashed and not read.
std::string canonical_text(const DecisionRequest& request) {
  constexpr std::size_t kUsual = 512;
  std::vector<const GivenAnswer*> sorted;
  sorted.reserve(request.answers.size());
  for (const GivenAnswer& answer : request.answers) sorted.push_back(&answer);
  std::ranges::sort(sorted, [](const GivenAnswer* one, const GivenAnswer* other) { return *one < *other; });
  std::string json;
  json.reserve(kUsual);
  json += '[';
  const auto append = [&json](std::string_view text) {
    append_json(json, text);
    json += ',';
  };
  append(request.programme);
  append(request.client);
  json += '[';
  for (const GivenAnswer* const answer : sorted) {
    append(answer->question);
    append(answer->text);
    json += answer->confirmed ? "true," : "false,";
  }
  json += ']';
  if (request.hint) {
    append(request.hint->outcome);
    append(request.hint->version);
  }
  if (request.consent) {
    json += "[";
    append(request.consent->wording);
    append(request.consent->given_at);
    json += ']';
  }
  return json;
}

DecisionRequest read_members(const Json& object, const std::string& place, BodyErrors& errors) {
  DecisionRequest request;
  request.programme = read_text(object, "programme", true, kMaxProgrammeName, place, errors);
  request.client = read_text(object, "client", false, kMaxReference, place, errors);
  request.answers = read_answers(object, place, errors);
  read_confirmed(object, place, request.answers, errors);
  request.consent = read_consent(object, place, errors);
  request.hint = read_hint(object, place, errors);
  request.canonical = canonical_text(request);
  return request;
}

}  // namespace

std::variant<DecisionRequest, Problem> read_decision(std::string_view body, std::string key) {
  auto plain = read_plain_body(body);
  if (!plain) return read_any_decision(body, std::move(key));
  plain->idempotency_key = std::move(key);
  plain->canonical = canonical_text(*plain);
  return std::move(*plain);
}

std::variant<DecisionRequest, Problem> read_any_decision(std::string_view body, std::string key) {
  auto parsed = parse_body(body);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  const Json& object = std::get<Json>(parsed);
  BodyErrors errors;
  allow_members(object, {"programme", "answers", "confirmed", "client", "consent", "hint"}, "", errors);
  DecisionRequest request = read_members(object, "", errors);
  request.idempotency_key = std::move(key);
  if (!errors.empty()) return errors.problem();
  return request;
}

std::variant<std::vector<DecisionRequest>, Problem> read_batch(std::string_view body) {
  auto parsed = parse_body(body);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  const Json& object = std::get<Json>(parsed);
  BodyErrors errors;
  allow_members(object, {"decisions"}, "", errors);
  std::vector<DecisionRequest> requests;
  const auto found = object.find("decisions");
  if (found == object.end() || !found->is_array() || found->empty() || found->size() > kMaxBatch) {
    errors.add("", "needs \"decisions\", a list of 1 to " + std::to_string(kMaxBatch));
    return errors.problem();
  }
  std::vector<std::string> keys;
  for (std::size_t index = 0; index < found->size(); ++index) {
    const Json& item = (*found)[index];
    const std::string place = "/decisions/" + std::to_string(index);
    if (!item.is_object()) {
      errors.add(place, "must be an object");
      continue;
    }
    allow_members(item, {"idempotency_key", "programme", "answers", "confirmed", "client", "consent", "hint"}, place,
                  errors);
    DecisionRequest request = read_members(item, place, errors);
    request.idempotency_key = read_text(item, "idempotency_key", true, 64, place, errors);
    if (!is_idempotency_key(request.idempotency_key)) {
      errors.add(place + "/idempotency_key", "must be 16 to 64 of A-Z, a-z, 0-9, _ and -");
    }
    keys.push_back(request.idempotency_key);
    requests.push_back(std::move(request));
  }
  std::ranges::sort(keys);
  if (std::ranges::adjacent_find(keys) != keys.end()) errors.add("/decisions", "has an idempotency key twice");
  if (!errors.empty()) return errors.problem();
  return requests;
}

std::variant<std::string, Problem> read_version(std::string_view body) {
  auto parsed = parse_body(body);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  BodyErrors errors;
  allow_members(std::get<Json>(parsed), {"version"}, "", errors);
  std::string version = read_text(std::get<Json>(parsed), "version", true, 128, "", errors);
  if (errors.empty() && !is_version(version)) {
    errors.add("/version", "must be sha256: and 64 hexadecimal digits in lower case");
  }
  if (!errors.empty()) return errors.problem();
  return version;
}

bool is_idempotency_key(std::string_view key) noexcept {
  return key.size() >= 16 && key.size() <= 64 && std::ranges::all_of(key, is_key_character);
}

bool is_version(std::string_view text) noexcept {
  constexpr std::string_view kPrefix = "sha256:";
  if (!text.starts_with(kPrefix) || text.size() != kPrefix.size() + 64) return false;
  return std::ranges::all_of(text.substr(kPrefix.size()), [](char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  });
}

}  // namespace prescore::service
