// Calls about decisions, made as HTTP would make them: who may, what comes back, and what is recorded.
#include <gtest/gtest.h>

#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::body_of;
using test::key_of;
using test::kGoodAnswers;
using test::member;
using test::TestService;

class DecisionCalls : public testing::Test {
 protected:
  DecisionCalls() : version_(service_.release(test::small_packed())) {}

  [[nodiscard]] HttpAnswer get(const std::string& target, const std::string& token = "secret-asker") {
    return service_.call({"GET", target, token, {}, {}});
  }

  TestService service_;
  std::string version_;
};

TEST_F(DecisionCalls, ADecisionIsAnsweredAndCanBeSeenByItsCaller) {
  const HttpAnswer answer = service_.decide(key_of(1), body_of(kGoodAnswers), "secret-anna");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(member(answer, "outcome"), "likely_approval");
  EXPECT_EQ(member(answer, "version"), version_);
  EXPECT_EQ(member(answer, "hint"), "absent");
  EXPECT_EQ(member(answer, "pd_ppm"), "80000");
  const HttpAnswer shown = get("/v1/decisions/" + member(answer, "id"), "secret-anna");
  EXPECT_EQ(shown.status, 200U);
  EXPECT_EQ(Json::parse(shown.body)["inputs"]["answers"], Json::parse(kGoodAnswers));
  EXPECT_EQ(get("/v1/decisions/" + member(answer, "id"), "secret-boris").status, 404U);
  EXPECT_EQ(get("/v1/decisions/" + member(answer, "id")).status, 403U) << "asker may not read";
}

TEST_F(DecisionCalls, ThePdIsForThoseWithItsScope) {
  EXPECT_EQ(member(service_.decide(key_of(1), body_of(kGoodAnswers)), "pd_ppm"), "");
}

TEST_F(DecisionCalls, TheSameRequestGetsTheSameBytes) {
  const HttpAnswer first = service_.decide(key_of(1), body_of(kGoodAnswers));
  const HttpAnswer again = service_.decide(key_of(1), "  " + body_of(kGoodAnswers));
  EXPECT_EQ(again.body, first.body);
  ASSERT_EQ(again.headers.size(), 1U);
  EXPECT_EQ(again.headers[0].first, "Idempotency-Replayed");
  const HttpAnswer other =
      service_.decide(key_of(1), body_of(R"({"age":"41","income":"1","education":"school","stable_job":"no"})"));
  EXPECT_EQ(other.status, 422U);
  EXPECT_EQ(member(other, "type"), "urn:prescore:problem:key_reused");
  EXPECT_EQ(service_.service().journal.head().place, 1);
}

TEST_F(DecisionCalls, AReplayFindsTheSame) {
  const HttpAnswer answer = service_.decide(key_of(1), body_of(kGoodAnswers), "secret-anna");
  const HttpAnswer replay =
      service_.call({"POST", "/v1/decisions/" + member(answer, "id") + "/replay", "secret-anna", {}, {}});
  EXPECT_EQ(member(replay, "identical"), "true") << replay.body;
}

TEST_F(DecisionCalls, AllIssuesComeAtOnceAndNothingIsRecorded) {
  const HttpAnswer answer = service_.decide(key_of(1), body_of(R"({"age":"SECRET","income":"-5"})"));
  EXPECT_EQ(answer.status, 422U);
  EXPECT_EQ(Json::parse(answer.body)["issues"].size(), 4U) << answer.body;
  EXPECT_EQ(answer.body.find("SECRET"), std::string::npos);
  EXPECT_EQ(service_.service().journal.head().place, 0);
}

TEST_F(DecisionCalls, HeadersTokensAndProgrammesAreChecked) {
  const HeaderList json = {{"Content-Type", "application/json"}, {"Idempotency-Key", key_of(1)}};
  const std::string body = body_of(kGoodAnswers);
  const auto status = [&](const std::string& token, const HeaderList& headers) {
    return service_.call({"POST", "/v1/decisions", token, body, headers}).status;
  };
  EXPECT_EQ(status("", json), 401U);
  EXPECT_EQ(status("secret-nobody", json), 401U);
  EXPECT_EQ(status("secret-reader", json), 403U);
  EXPECT_EQ(status("secret-asker", {json[0]}), 400U) << "no key";
  EXPECT_EQ(status("secret-asker", {json[0], {"Idempotency-Key", "short"}}), 400U);
  EXPECT_EQ(status("secret-asker", {json[1]}), 415U) << "no type";
  EXPECT_EQ(status("secret-asker", {json[1], {"Content-Type", "application/jsonp"}}), 415U);
  EXPECT_EQ(status("secret-asker", {json[1], {"Content-Type", "application/json; charset=utf-8"}}), 200U);
  EXPECT_EQ(service_.decide(key_of(2), R"({"programme":"none","answers":{}})").status, 404U);
  EXPECT_EQ(service_.call({"DELETE", "/v1/decisions", "secret-anna", {}, {}}).status, 405U);
  EXPECT_EQ(service_.call({"GET", "/v1/nothing", "secret-anna", {}, {}}).status, 404U);
}

TEST_F(DecisionCalls, ARetryGetsItsAnswerAfterAWithdrawal) {
  const HttpAnswer first = service_.decide(key_of(1), body_of(kGoodAnswers));
  (void)service_.call({"DELETE", "/v1/programmes/small-card/active", "secret-anna", {}, {}});
  EXPECT_EQ(service_.decide(key_of(1), body_of(kGoodAnswers)).body, first.body);
  EXPECT_EQ(service_.decide(key_of(2), body_of(kGoodAnswers)).status, 503U);
}

TEST_F(DecisionCalls, ABatchRecordsWhatItCanAndSaysWhatItCannot) {
  const auto item = [](int key, const std::string& answers) {
    return R"({"idempotency_key":")" + key_of(key) + R"(","programme":"small-card","answers":)" + answers + "}";
  };
  const std::string body =
      R"({"decisions":[)" + item(1, kGoodAnswers) + "," + item(2, "{}") + "," + item(3, kGoodAnswers) + "]}";
  const HttpAnswer answer =
      service_.call({"POST", "/v1/decisions/batch", "secret-asker", body, {{"Content-Type", "application/json"}}});
  ASSERT_EQ(answer.status, 200U) << answer.body;
  const Json items = Json::parse(answer.body)["decisions"];
  ASSERT_EQ(items.size(), 3U);
  EXPECT_EQ(items[0]["status"], 200);
  EXPECT_EQ(items[1]["status"], 422);
  EXPECT_EQ(items[2]["decision"]["outcome"], "likely_approval");
  EXPECT_EQ(service_.service().journal.head().place, 2);
  EXPECT_EQ(service_.service().journal.commits(), 1U);
}

TEST_F(DecisionCalls, ListsTakeAQueryAndRefuseAWrongOne) {
  for (int number = 0; number < 3; ++number)
    (void)service_.decide(key_of(number), body_of(kGoodAnswers), "secret-anna");
  const HttpAnswer first = get("/v1/decisions?limit=2", "secret-anna");
  EXPECT_EQ(Json::parse(first.body)["decisions"].size(), 2U);
  const HttpAnswer rest = get("/v1/decisions?limit=2&cursor=" + member(first, "next"), "secret-anna");
  EXPECT_EQ(Json::parse(rest.body)["decisions"].size(), 1U);
  EXPECT_EQ(member(rest, "next"), "null");
  EXPECT_EQ(
      Json::parse(get("/v1/decisions?outcome=manual_review&since=2020-01-01", "secret-anna").body)["decisions"].size(),
      0U);
  for (const char* query : {"limit=0", "limit=201", "limit=x", "limit", "limit=1&limit=1", "since=yesterday",
                            "cursor=1", "caller=boris", "client=%", "client=%zz"}) {
    EXPECT_EQ(get(std::string("/v1/decisions?") + query, "secret-anna").status, 400U) << query;
  }
}

TEST_F(DecisionCalls, NoLogLineOrMetricHoldsWhatTheClientSent) {
  const std::string canary = "canary-0123456789";
  (void)service_.decide(canary,
                        R"({"programme":"small-card","client":"canary-client","answers":{"age":"canary-age"}})");
  (void)service_.decide(canary, R"({"programme":"canary-programme","client":"canary-client","answers":{}})");
  (void)service_.call({"GET", "/v1/decisions/canary-id?client=canary-client", "secret-canary", {}, {}});
  const HttpAnswer metrics = service_.call({"GET", "/metrics", "", {}, {}}, Listener::operators);
  EXPECT_EQ(metrics.status, 200U);
  EXPECT_NE(metrics.body.find("prescore_requests_total"), std::string::npos);
  EXPECT_EQ(metrics.body.find("canary"), std::string::npos);
  EXPECT_NE(service_.log().find("\"event\":\"request\""), std::string::npos);
  EXPECT_EQ(service_.log().find("canary"), std::string::npos) << service_.log();
}

TEST_F(DecisionCalls, EachListenerHasItsOwnCalls) {
  EXPECT_EQ(service_.call({"GET", "/metrics", "secret-anna", {}, {}}).status, 404U);
  EXPECT_EQ(service_.call({"GET", "/v1/decisions", "secret-anna", {}, {}}, Listener::operators).status, 404U);
  for (const Listener listener : {Listener::callers, Listener::operators}) {
    EXPECT_EQ(service_.call({"GET", "/v1/health/ready", "", {}, {}}, listener).status, 200U);
  }
  service_.service().set_draining();
  EXPECT_EQ(service_.call({"GET", "/v1/health/ready", "", {}, {}}).status, 503U);
  EXPECT_EQ(service_.call({"GET", "/v1/health/live", "", {}, {}}).status, 200U);
}

TEST(RateOfCalls, IsCountedByDecision) {
  TestService service({0.001, 3});
  (void)service.release(test::small_packed());
  EXPECT_EQ(service.decide(key_of(1), body_of(kGoodAnswers)).status, 200U);
  const std::string item = R"({"idempotency_key":"KEY","programme":"small-card","answers":{}})";
  std::string body = R"({"decisions":[)";
  for (int number = 2; number < 5; ++number) {
    std::string one = item;
    one.replace(one.find("KEY"), 3, key_of(number));
    body += (number == 2 ? "" : ",") + one;
  }
  const HttpAnswer batch = service.call(
      {"POST", "/v1/decisions/batch", "secret-asker", body + "]}", {{"Content-Type", "application/json"}}});
  EXPECT_EQ(batch.status, 429U);
  EXPECT_EQ(service.decide(key_of(5), body_of(kGoodAnswers)).status, 200U);
  EXPECT_EQ(service.decide(key_of(6), body_of(kGoodAnswers)).status, 200U);
  EXPECT_EQ(service.decide(key_of(7), body_of(kGoodAnswers)).status, 429U);
  EXPECT_EQ(service.decide(key_of(7), body_of(kGoodAnswers), "secret-anna").status, 200U) << "another caller";
}

}  // namespace
}  // namespace prescore::service
