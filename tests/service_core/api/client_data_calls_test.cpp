// Decisions that need client data: who is asked, once and not twice, and what is answered and recorded.
#include <gtest/gtest.h>

#include <algorithm>

#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::asking_packed;
using test::FakeClients;
using test::key_of;
using test::member;
using test::TestService;

constexpr const char* kAnswers = R"("answers":{"age":"40","education":"higher"})";
const std::string kBody = std::string(R"({"programme":"small-card","client":"c-1",)") + kAnswers + "}";

std::string item_of(int key, const std::string& client = "c-1") {
  return R"({"idempotency_key":")" + key_of(key) + R"(","programme":"small-card","client":")" + client + "\"," +
         kAnswers + "}";
}

class ClientDataCalls : public testing::Test {
 protected:
  ClientDataCalls() {
    version_ = service_.release(asking_packed());
    clients_.data = test::good_data(service_.service().clock.now());
    service_.service().clients = &clients_;
  }
  [[nodiscard]] HttpAnswer decide(int key, const std::string& body = kBody) {
    return service_.decide(key_of(key), body, "secret-anna");
  }
  [[nodiscard]] test::TestRequest request_of(int key, const std::string& body = kBody) const {
    return {"POST",
            "/v1/decisions",
            "secret-anna",
            body,
            {{"Idempotency-Key", key_of(key)}, {"Content-Type", "application/json"}}};
  }
  [[nodiscard]] test::TestRequest batch_of(const std::string& items) const {
    return {"POST",
            "/v1/decisions/batch",
            "secret-anna",
            R"({"decisions":[)" + items + "]}",
            {{"Content-Type", "application/json"}}};
  }
  [[nodiscard]] Json shown(const HttpAnswer& answer) {
    return Json::parse(service_.call({"GET", "/v1/decisions/" + member(answer, "id"), "secret-anna", {}, {}}).body);
  }
  [[nodiscard]] std::string replayed(const HttpAnswer& answer) {
    const std::string target = "/v1/decisions/" + member(answer, "id") + "/replay";
    return member(service_.call({"POST", target, "secret-anna", {}, {}}), "identical");
  }

  // After the service, which it outlives: see Service::clients.
  FakeClients clients_;
  TestService service_;
  std::string version_;
};

TEST_F(ClientDataCalls, AreMadeAnsweredRecordedAndReplayed) {
  const HttpAnswer answer = decide(
      1, R"({"programme":"small-card","client":"c-1","consent":{"wording":"v1","given_at":"2026-11-27T09:30:00Z"},)" +
             std::string(kAnswers) + "}");
  ASSERT_EQ(answer.status, 200U) << answer.body;
  EXPECT_EQ(member(answer, "outcome"), "approval");
  EXPECT_EQ(member(answer, "pd_ppm"), "80000");
  EXPECT_EQ(member(answer, "asked_programme"), "");
  const Json enrichment = Json::parse(answer.body)["enrichment"];
  EXPECT_EQ(enrichment["status"], "found");
  EXPECT_EQ(enrichment["source"], "table");
  EXPECT_EQ(enrichment["as_of"], iso(*clients_.data.as_of));
  EXPECT_EQ(enrichment.size(), 3U) << "no value";
  const auto requests = clients_.requests();
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].client, "c-1");
  EXPECT_EQ(requests[0].questions, (std::vector<std::string>{"income", "stable_job"}));
  EXPECT_EQ(requests[0].consent->wording, "v1");
  const Json recorded = shown(answer)["inputs"]["client_data"];
  EXPECT_EQ(recorded["values"]["income"], "50000");
  EXPECT_EQ(recorded["consent"]["given_at"], "2026-11-27T09:30:00Z");
  EXPECT_EQ(recorded["calls"][0]["outcome"], "found");
  EXPECT_EQ(replayed(answer), "true");
  EXPECT_EQ(clients_.requests().size(), 1U) << "a replay asks nobody";
}

TEST_F(ClientDataCalls, RefuseWhatOnlyTheBankMaySayAndAskNobody) {
  const HttpAnswer answer = decide(
      1, R"({"programme":"small-card","client":"c-1","answers":{"age":"40","education":"SECRET","income":"90000"}})");
  EXPECT_EQ(answer.status, 422U);
  const Json issues = Json::parse(answer.body)["issues"];
  ASSERT_EQ(issues.size(), 2U) << answer.body;
  EXPECT_EQ(issues[0]["question"], "income");
  EXPECT_EQ(issues[0]["code"], "not_from_applicant");
  EXPECT_TRUE(clients_.requests().empty());
}

TEST_F(ClientDataCalls, RecordOnlyTheValuesThatWereAskedFor) {
  clients_.data.values.push_back({"shoe_size", "44"});
  const HttpAnswer answer = decide(1);
  EXPECT_EQ(member(answer, "outcome"), "approval");
  EXPECT_EQ(shown(answer)["inputs"]["client_data"]["values"].size(), 2U);
}

TEST_F(ClientDataCalls, AreDecidedByAPersonWithoutASourceOrAClient) {
  const HttpAnswer nobody = decide(1, std::string(R"({"programme":"small-card",)") + kAnswers + "}");
  EXPECT_EQ(member(nobody, "outcome"), "manual_review");
  EXPECT_EQ(member(nobody, "basis"), "no_client_data");
  EXPECT_EQ(Json::parse(nobody.body)["enrichment"].dump(), R"({"status":"unavailable"})");
  EXPECT_TRUE(clients_.requests().empty());
  service_.service().clients = nullptr;
  EXPECT_EQ(Json::parse(decide(2).body)["enrichment"]["status"], "unavailable");
  EXPECT_EQ(replayed(nobody), "true");
}

TEST_F(ClientDataCalls, SayWhichProgrammeDecidedInThePlaceOfTheAskedOne) {
  const std::string other = service_.release(test::short_packed());
  (void)service_.release(asking_packed("other-card"));
  clients_.data = {ClientData::Status::not_found, {}, {}, {}, {{"table", "not_found", 1, 0}}};
  const HttpAnswer answer = decide(1);
  EXPECT_EQ(member(answer, "programme"), "other-card");
  EXPECT_EQ(member(answer, "version"), other);
  EXPECT_EQ(member(answer, "asked_programme"), "small-card");
  EXPECT_EQ(member(answer, "basis"), "risk");
  EXPECT_EQ(Json::parse(answer.body)["enrichment"].dump(), R"({"status":"not_found"})");
  EXPECT_EQ(replayed(answer), "true");
  EXPECT_EQ(shown(answer)["asked_programme"], "small-card");
}

TEST_F(ClientDataCalls, AskOnceForARetry) {
  const HttpAnswer first = decide(1);
  const HttpAnswer again = decide(1);
  EXPECT_EQ(again.body, first.body);
  ASSERT_EQ(again.headers.size(), 1U);
  EXPECT_EQ(clients_.requests().size(), 1U);
  EXPECT_EQ(decide(1, std::string(R"({"programme":"small-card","client":"c-2",)") + kAnswers + "}").status, 422U);
  EXPECT_EQ(clients_.requests().size(), 1U);
}

TEST_F(ClientDataCalls, AskOnceForTheSameRequestsInFlight) {
  clients_.waits = true;
  std::vector<std::future<HttpAnswer>> answers;
  for (int copy = 0; copy < 5; ++copy) answers.push_back(service_.begin(request_of(1)));
  auto other =
      service_.begin(request_of(1, std::string(R"({"programme":"small-card","client":"c-2",)") + kAnswers + "}"));
  EXPECT_EQ(other.get().status, 422U) << "another request with a key that is taken";
  EXPECT_EQ(clients_.requests().size(), 1U);
  clients_.answer_all();
  std::vector<HttpAnswer> done;
  for (auto& answer : answers) done.push_back(answer.get());
  for (const HttpAnswer& answer : done) {
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body, done[0].body);
  }
  EXPECT_EQ(std::ranges::count_if(done, [](const HttpAnswer& answer) { return answer.headers.empty(); }), 1);
  EXPECT_EQ(service_.service().journal.head().place, 1);
  EXPECT_EQ(clients_.requests().size(), 1U);
}

/// Each of the two calls has the other's first key: none may wait for the other for ever.
TEST_F(ClientDataCalls, OfBatchesThatCrossWaitForNobodyWhoWaitsForThem) {
  clients_.waits = true;
  auto one = service_.begin(batch_of(item_of(1) + "," + item_of(2)));
  auto other = service_.begin(batch_of(item_of(3) + "," + item_of(2) + "," + item_of(1)));
  EXPECT_EQ(clients_.requests().size(), 3U);
  clients_.answer_all();
  const Json first = Json::parse(one.get().body)["decisions"];
  const Json second = Json::parse(other.get().body)["decisions"];
  EXPECT_EQ(first[0]["decision"], second[2]["decision"]);
  EXPECT_EQ(first[1]["decision"], second[1]["decision"]);
  EXPECT_EQ(second[1]["replayed"], true);
  EXPECT_FALSE(second[0].contains("replayed"));
  EXPECT_EQ(service_.service().journal.head().place, 3);
}

TEST_F(ClientDataCalls, OfABatchAskForAllClientsAndShareACommit) {
  (void)service_.release(test::short_packed());
  const std::string plain = R"({"idempotency_key":")" + key_of(9) +
                            R"(","programme":"other-card","answers":{"age":"40","education":"higher"}})";
  const std::string broken =
      R"({"idempotency_key":")" + key_of(8) + R"(","programme":"small-card","client":"c-8","answers":{}})";
  (void)decide(7);
  const std::string items = item_of(1) + "," + plain + "," + item_of(2, "c-2") + "," + broken + "," + item_of(7);
  const auto before = service_.service().journal.commits();
  const HttpAnswer answer = service_.call(batch_of(items));
  const Json decisions = Json::parse(answer.body)["decisions"];
  ASSERT_EQ(decisions.size(), 5U) << answer.body;
  EXPECT_EQ(decisions[0]["decision"]["enrichment"]["status"], "found");
  EXPECT_EQ(decisions[1]["decision"]["enrichment"]["status"], "not_needed");
  EXPECT_EQ(decisions[2]["decision"]["outcome"], "approval");
  EXPECT_EQ(decisions[3]["status"], 422);
  EXPECT_EQ(decisions[4]["replayed"], true);
  EXPECT_EQ(clients_.requests().size(), 3U) << "the retry and the broken one ask nobody";
  EXPECT_EQ(service_.service().journal.commits(), before + 1);
}

TEST_F(ClientDataCalls, GiveTheChallengerTheSameData) {
  const std::string challenger = service_.release(asking_packed("other-card"));
  (void)service_.release(asking_packed());
  const std::string target = "/v1/programmes/small-card/challenger";
  const std::string body = R"({"version":")" + challenger + "\"}";
  ASSERT_EQ(service_.call({"PUT", target, "secret-anna", body, {{"Content-Type", "application/json"}}}).status, 200U);
  const HttpAnswer answer = decide(1);
  EXPECT_EQ(shown(answer)["challenger"]["outcome"], "approval");
  EXPECT_EQ(shown(answer)["challenger"]["pd_ppm"], 80'000);
  EXPECT_EQ(clients_.requests().size(), 1U);
}

/// Before a programme asks the bank, its next version can be tried beside it.
TEST_F(ClientDataCalls, AskTheBankForAChallengerAlone) {
  const std::string challenger = version_;
  (void)service_.release(test::small_packed());
  const std::string body = R"({"version":")" + challenger + "\"}";
  (void)service_.call(
      {"PUT", "/v1/programmes/small-card/challenger", "secret-anna", body, {{"Content-Type", "application/json"}}});
  const HttpAnswer answer =
      decide(1, R"({"programme":"small-card","client":"c-1","answers":)" + std::string(test::kGoodAnswers) + "}");
  EXPECT_EQ(member(answer, "outcome"), "likely_approval");
  EXPECT_EQ(Json::parse(answer.body)["enrichment"].dump(), R"({"status":"not_needed"})");
  EXPECT_EQ(clients_.requests().size(), 1U);
  const Json recorded = shown(answer);
  EXPECT_EQ(recorded["inputs"]["client_data"]["status"], "found");
  EXPECT_EQ(recorded["challenger"]["issues"], 2) << "the request answers what the challenger would ask the bank";
  EXPECT_EQ(replayed(answer), "true");
}

TEST_F(ClientDataCalls, TellFollowersWhenNothingWasDecided) {
  clients_.waits = true;
  auto first = service_.begin(request_of(1));
  auto follower = service_.begin(request_of(1));
  (void)service_.call({"DELETE", "/v1/programmes/small-card/active", "secret-anna", {}, {}});
  clients_.answer_all();
  // Both began with the version that was active then.
  EXPECT_EQ(first.get().status, 200U);
  EXPECT_EQ(follower.get().status, 200U);
}

TEST_F(ClientDataCalls, ShowNoValueInLogsMetricsAndErrors) {
  clients_.data.values = {{"income", "canary-value"}, {"stable_job", "yes"}};
  clients_.data.calls[0].milliseconds = 5;
  const HttpAnswer answer = decide(
      1,
      R"({"programme":"small-card","client":"canary-client","consent":{"wording":"canary-w","given_at":"2026-11-27T09:30:00Z"},)" +
          std::string(kAnswers) + "}");
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.body.find("canary"), std::string::npos);
  const HttpAnswer metrics = service_.call({"GET", "/metrics", "", {}, {}}, Listener::operators);
  EXPECT_EQ(metrics.body.find("canary"), std::string::npos);
  EXPECT_EQ(service_.log().find("canary"), std::string::npos) << service_.log();
}

TEST_F(ClientDataCalls, CheckTheConsentsForm) {
  const auto errors_of = [&](const std::string& consent) {
    const HttpAnswer answer =
        decide(1, R"({"programme":"small-card","client":"c-1","consent":)" + consent + "," + kAnswers + "}");
    return answer.status == 422U ? Json::parse(answer.body)["errors"].size() : 0U;
  };
  EXPECT_EQ(errors_of("1"), 1U);
  EXPECT_EQ(errors_of("{}"), 2U);
  EXPECT_EQ(errors_of(R"({"wording":"","given_at":""})"), 2U);
  EXPECT_EQ(errors_of(R"({"wording":"a b","given_at":"2026-11-27"})"), 2U);
  EXPECT_EQ(errors_of(R"({"wording":"v1","given_at":"2026-11-27T09:30:00+03:00"})"), 1U);
  EXPECT_EQ(errors_of(R"({"wording":"v1","given_at":"2026-11-27T09:30:00Z","text":"yes"})"), 1U);
  EXPECT_TRUE(clients_.requests().empty());
  EXPECT_EQ(errors_of(R"({"wording":"v1.2_b-3","given_at":"2026-11-27T09:30:00.5Z"})"), 0U);
}

}  // namespace
}  // namespace prescore::service
