#include "service/api/entry_bodies.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "service/api/body_json.hpp"
#include "service/api/routes.hpp"
#include "service/base/json_text.hpp"
#include "service/base/moment.hpp"

namespace prescore::service {
namespace {

constexpr std::array<std::string_view, 3> kReviewOutcomes = {"approval", "alternative_offer", "refusal"};
constexpr std::array<std::string_view, 2> kOutcomes = {"paid", "default"};
constexpr std::size_t kMaxName = 64;
constexpr std::size_t kMaxReason = 2000;
/// As many as a policy can have.
constexpr std::size_t kMaxOffersNamed = 32;

bool is_staff(std::string_view text) noexcept {
  return !text.empty() && text.size() <= kMaxName && std::ranges::all_of(text, [](char character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
           (character >= 'A' && character <= 'Z') || character == '.' || character == '_' || character == '-';
  });
}

bool is_day(std::string_view text) noexcept {
  constexpr std::string_view kForm = "dddd-dd-dd";
  return std::ranges::equal(text, kForm, [](char character, char form) {
    return form == 'd' ? character >= '0' && character <= '9' : character == form;
  });
}

/// The member, which must be one of `known`.
std::string read_word(const Json& object, const char* key, std::span<const std::string_view> known,
                      const std::string& place, BodyErrors& errors) {
  std::string word = read_text(object, key, true, kMaxName, place, errors);
  const auto member = object.find(key);
  if (member == object.end() || !member->is_string() || std::ranges::find(known, word) != known.end()) return word;
  std::string names;
  for (const std::string_view each : known) names += (names.empty() ? "" : ", ") + std::string(each);
  errors.add(place + "/" + key, "must be one of " + names);
  return word;
}

std::vector<std::string> read_offers(const Json& object, BodyErrors& errors) {
  std::vector<std::string> offers;
  const auto found = object.find("offers");
  if (found == object.end()) return offers;
  if (!found->is_array() || found->size() > kMaxOffersNamed) {
    errors.add("/offers", "must be a list of at most " + std::to_string(kMaxOffersNamed) + " offers");
    return offers;
  }
  for (std::size_t index = 0; index < found->size(); ++index) {
    const Json& item = (*found)[index];
    const std::string place = "/offers/" + std::to_string(index);
    if (!item.is_string() || item.get_ref<const std::string&>().size() > kMaxName) {
      errors.add(place, "must be the id of an offer");
    } else {
      offers.push_back(item.get<std::string>());
    }
  }
  return offers;
}

std::string canonical_text(const ReviewRequest& request, const std::string& decision_id) {
  std::string json = "[";
  const auto append = [&json](std::string_view text) {
    append_json(json, text);
    json += ',';
  };
  append(decision_id);
  append(request.outcome);
  json += '[';
  for (const std::string& offer : request.offers) append(offer);
  json += ']';
  append(request.staff);
  append(request.reason);
  return json;
}

OutcomeRequest read_outcome_members(const Json& object, const std::string& place, BodyErrors& errors) {
  allow_members(object, {"decision", "outcome", "observed_on", "corrects"}, place, errors);
  OutcomeRequest request;
  request.decision = read_text(object, "decision", true, kMaxName, place, errors);
  request.outcome = read_word(object, "outcome", kOutcomes, place, errors);
  request.observed_on = read_text(object, "observed_on", true, kMaxName, place, errors);
  if (object.contains("observed_on") && !is_day(request.observed_on)) {
    errors.add(place + "/observed_on", "must be a day, as in 2026-11-27");
  }
  if (const auto found = object.find("corrects"); found != object.end()) {
    if (found->is_boolean()) {
      request.corrects = found->get<bool>();
    } else {
      errors.add(place + "/corrects", "must be true or false");
    }
  }
  return request;
}

}  // namespace

std::variant<ReviewRequest, Problem> read_review(std::string_view body, const std::string& decision_id) {
  auto parsed = parse_body(body);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  const Json& object = std::get<Json>(parsed);
  BodyErrors errors;
  allow_members(object, {"outcome", "offers", "staff", "reason"}, "", errors);
  ReviewRequest request;
  request.outcome = read_word(object, "outcome", kReviewOutcomes, "", errors);
  request.offers = read_offers(object, errors);
  request.staff = read_text(object, "staff", true, kMaxName, "", errors);
  if (object.contains("staff") && !is_staff(request.staff)) {
    errors.add("/staff",
               "must be the bank's reference of the person who decided: 1 to 64 of A-Z, a-z, 0-9, ., _ and -");
  }
  request.reason = read_text(object, "reason", true, kMaxReason, "", errors);
  if (object.contains("reason") && request.reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    errors.add("/reason", "must say why, in 1 to " + std::to_string(kMaxReason) + " bytes");
  }
  if (!errors.empty()) return errors.problem();
  request.canonical = canonical_text(request, decision_id);
  return request;
}

std::variant<OutcomeRequest, Problem> read_outcome(std::string_view body) {
  auto parsed = parse_body(body);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  BodyErrors errors;
  OutcomeRequest request = read_outcome_members(std::get<Json>(parsed), "", errors);
  if (!errors.empty()) return errors.problem();
  return request;
}

std::variant<std::vector<OutcomeRequest>, Problem> read_outcomes(std::string_view body) {
  auto parsed = parse_body(body);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  const Json& object = std::get<Json>(parsed);
  BodyErrors errors;
  allow_members(object, {"outcomes"}, "", errors);
  std::vector<OutcomeRequest> requests;
  const auto found = object.find("outcomes");
  if (found == object.end() || !found->is_array() || found->empty() || found->size() > kMaxBatch) {
    errors.add("", "needs \"outcomes\", a list of 1 to " + std::to_string(kMaxBatch));
    return errors.problem();
  }
  for (std::size_t index = 0; index < found->size(); ++index) {
    const std::string place = "/outcomes/" + std::to_string(index);
    if ((*found)[index].is_object()) {
      requests.push_back(read_outcome_members((*found)[index], place, errors));
    } else {
      errors.add(place, "must be an object");
    }
  }
  if (!errors.empty()) return errors.problem();
  return requests;
}

}  // namespace prescore::service
