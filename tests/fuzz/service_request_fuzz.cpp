// Bodies of requests: what is taken can be written and read again and is then the same request; what is refused is
// refused with a problem in JSON.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "fuzz/fuzz.hpp"
#include "service/api/bodies.hpp"
#include "service/api/entry_bodies.hpp"
#include "service/api/plain_body.hpp"

namespace prescore::service::test {
namespace {

using prescore::test::require;

/// The request as a body, without the key, which the header has.
std::string body_of(const DecisionRequest& request) {
  Json json = {{"programme", request.programme}, {"client", request.client}, {"answers", Json::object()}};
  Json confirmed = Json::array();
  for (const GivenAnswer& answer : request.answers) {
    json["answers"][answer.question] = answer.text;
    if (answer.confirmed) confirmed.push_back(answer.question);
  }
  json["confirmed"] = confirmed;
  if (request.hint) json["hint"] = {{"outcome", request.hint->outcome}, {"version", request.hint->version}};
  return json.dump();
}

void check(const Problem& problem) {
  require(problem.status == 400 || problem.status == 422, "a body is refused with 400 or 422");
  require(Json::accept(to_answer(problem).body), "a problem is JSON");
}

void check(const DecisionRequest& request) {
  const auto again = read_decision(body_of(request), request.idempotency_key);
  const auto* same = std::get_if<DecisionRequest>(&again);
  require(same != nullptr, "what was taken is taken again");
  require(same->canonical == request.canonical, "the same request has the same text");
}

void check(const ReviewRequest& review) {
  const Json body = {
      {"outcome", review.outcome}, {"offers", review.offers}, {"staff", review.staff}, {"reason", review.reason}};
  const auto again = read_review(body.dump(), "id");
  const auto* same = std::get_if<ReviewRequest>(&again);
  require(same != nullptr && same->canonical == review.canonical, "the same review has the same text");
}

void check_entries(std::string_view body) {
  const auto review = read_review(body, "id");
  if (const auto* problem = std::get_if<Problem>(&review)) check(*problem);
  if (const auto* taken = std::get_if<ReviewRequest>(&review)) check(*taken);
  const auto outcome = read_outcome(body);
  if (const auto* problem = std::get_if<Problem>(&outcome)) check(*problem);
  const auto outcomes = read_outcomes(body);
  if (const auto* problem = std::get_if<Problem>(&outcomes)) check(*problem);
  if (const auto* all = std::get_if<std::vector<OutcomeRequest>>(&outcomes)) {
    for (const OutcomeRequest& one : *all) require(one.observed_on.size() == 10, "a day has ten characters");
  }
}

/// The quick reader takes nothing that the reader of all JSON would not take as the same request.
void check_plain(std::string_view body) {
  const auto plain = read_plain_body(body);
  if (!plain) return;
  const auto any = read_any_decision(body, "0123456789abcdef");
  const auto* same = std::get_if<DecisionRequest>(&any);
  require(same != nullptr, "what the quick reader takes is right");
  require(plain->programme == same->programme && plain->client == same->client && plain->answers == same->answers,
          "both readers read the same");
  require(plain->hint.has_value() == same->hint.has_value(), "both readers see the hint");
  if (plain->hint) {
    require(plain->hint->outcome == same->hint->outcome && plain->hint->version == same->hint->version,
            "both readers read the same hint");
  }
}

}  // namespace
}  // namespace prescore::service::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prescore::service;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  test::check_plain(body);
  const auto one = read_decision(body, "0123456789abcdef");
  if (const auto* problem = std::get_if<Problem>(&one)) test::check(*problem);
  if (const auto* request = std::get_if<DecisionRequest>(&one)) test::check(*request);
  const auto batch = read_batch(body);
  if (const auto* problem = std::get_if<Problem>(&batch)) test::check(*problem);
  if (const auto* requests = std::get_if<std::vector<DecisionRequest>>(&batch)) {
    for (const DecisionRequest& request : *requests) {
      prescore::test::require(is_idempotency_key(request.idempotency_key), "each decision of a batch has a key");
      test::check(request);
    }
  }
  const auto version = read_version(body);
  if (const auto* problem = std::get_if<Problem>(&version)) test::check(*problem);
  if (const auto* text = std::get_if<std::string>(&version)) {
    prescore::test::require(is_version(*text), "a version has the form of one");
  }
  test::check_entries(body);
  return 0;
}
