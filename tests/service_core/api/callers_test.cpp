// Who may call, and how often: tokens, rates, routes and problems.
#include <gtest/gtest.h>

#include <set>

#include "service/api/problem.hpp"
#include "service/api/rate_limit.hpp"
#include "service/api/routes.hpp"
#include "service/api/tokens.hpp"
#include "service/base/crypto.hpp"
#include "support/input_error_of.hpp"

namespace prescore::service {
namespace {

using prescore::test::input_error_of;
using std::chrono::seconds;

std::string token_of(const std::string& rest) { return R"({"name":"one",)" + rest + "}"; }
std::string tokens_of(const std::string& entries) { return R"({"tokens":[)" + entries + "]}"; }
Tokens tokens_in(const std::string& text) { return Tokens({text, "tokens.json"}); }

const std::string kHash = R"("sha256":")" + hex(sha256("secret")) + "\"";

TEST(Tokens, KnowACallerByItsSecretOrItsCertificate) {
  const Tokens tokens = tokens_in(tokens_of(token_of(kHash + R"(,"scopes":["decide","read"])") +
                                            R"(,{"name":"two","certificate":"/CN=two","scopes":["approve"]})"));
  ASSERT_NE(tokens.find("Bearer secret", ""), nullptr);
  EXPECT_EQ(tokens.find("Bearer secret", "")->name, "one");
  EXPECT_EQ(tokens.find("bEARER secret", ""), tokens.find("Bearer secret", ""));
  EXPECT_TRUE(tokens.find("Bearer secret", "")->has(Scope::read));
  EXPECT_FALSE(tokens.find("Bearer secret", "")->has(Scope::approve));
  ASSERT_NE(tokens.find(std::nullopt, "/CN=two"), nullptr);
  EXPECT_EQ(tokens.find(std::nullopt, "/CN=two")->name, "two");
  for (const char* header :
       {"", "Bearer ", "Bearer secre", "Bearer secrets", "Bearer  secret", "Basic secret", "secret"}) {
    EXPECT_EQ(tokens.find(header, ""), nullptr) << header;
  }
  EXPECT_EQ(tokens.find(std::nullopt, ""), nullptr);
  EXPECT_EQ(tokens.find(std::nullopt, "/CN=tw"), nullptr);
}

TEST(Tokens, AllErrorsOfAFileComeAtOnceWithTheirPlaces) {
  const std::string error = input_error_of([] {
    (void)tokens_in(R"({"tokens":[{"name":"One","sha256":"ABC","scopes":[]},
                  {"name":"two","certificate":"","sha256":"x","scopes":["decide","admin"]},
                  {"name":"two","scopes":["decide"]}],"extra":1})");
  });
  for (const char* part :
       {"tokens.json, /:", "extra", "/tokens/0/name", "/tokens/0/sha256", "/tokens/0/scopes", "/tokens/1/certificate",
        "/tokens/1/scopes/1: is no scope", "has both", "/tokens/2: lacks \"sha256\"", "/tokens/2/name"}) {
    EXPECT_NE(error.find(part), std::string::npos) << part << "\nis not in\n" << error;
  }
}

TEST(Tokens, RefuseOneSecretUnderTwoNames) {
  const std::string two = R"({"name":"two",)" + kHash + R"(,"scopes":["approve"]})";
  const std::string error =
      input_error_of([&two] { (void)tokens_in(tokens_of(token_of(kHash + R"(,"scopes":["release"])") + "," + two)); });
  EXPECT_NE(error.find("/tokens/1/sha256: is that of an earlier token"), std::string::npos) << error;
  EXPECT_NE(input_error_of([] {
              (void)tokens_in(tokens_of(R"({"name":"a","certificate":"CN=a","scopes":["release"]},)"
                                        R"({"name":"b","certificate":"CN=a","scopes":["approve"]})"));
            }),
            "");
}

TEST(Tokens, RefuseWhatIsNoTokenFile) {
  for (const char* text : {"", "[]", "{}", "{\"tokens\":{}}", "{\"tokens\":[1]}", "\xff"}) {
    EXPECT_NE(input_error_of([text] { (void)tokens_in(text); }), "") << text;
  }
}

TEST(AddToken, WritesTheHashAndReturnsTheSecretOnce) {
  const NewToken added = add_token({"{\"tokens\":[]}", "tokens.json"}, "backend", {Scope::decide, Scope::score});
  EXPECT_EQ(added.file.find(added.secret), std::string::npos);
  const Tokens tokens = tokens_in(added.file);
  ASSERT_NE(tokens.find("Bearer " + added.secret, ""), nullptr);
  EXPECT_EQ(tokens.find("Bearer " + added.secret, "")->name, "backend");
  EXPECT_NE(input_error_of([&] { (void)add_token({added.file, "t"}, "backend", {Scope::read}); }), "");
  EXPECT_NE(input_error_of([&] { (void)add_token({added.file, "t"}, "Bad Name", {Scope::read}); }), "");
}

TEST(RateLimit, FillsAtItsRateUpToItsBurst) {
  RateLimit limit({10, 20});
  const auto start = RateLimit::Clock::time_point{};
  EXPECT_TRUE(limit.take("one", 20, start));
  EXPECT_FALSE(limit.take("one", 1, start));
  EXPECT_TRUE(limit.take("two", 20, start)) << "each caller has its own";
  EXPECT_FALSE(limit.take("one", 11, start + seconds(1)));
  EXPECT_TRUE(limit.take("one", 10, start + seconds(1)));
  EXPECT_TRUE(limit.take("one", 20, start + seconds(1000)));
  EXPECT_FALSE(limit.take("one", 1, start + seconds(1000)));
}

TEST(Routes, AreFoundByMethodAndPath) {
  EXPECT_EQ(find_route("POST", "/v1/decisions").entry->route, Route::decide);
  EXPECT_EQ(find_route("POST", "/v1/decisions/batch").entry->route, Route::decide_batch);
  const RouteMatch listed = find_route("GET", "/v1/decisions?client=c&limit=1");
  EXPECT_EQ(listed.entry->route, Route::list_decisions);
  EXPECT_EQ(listed.query, "client=c&limit=1");
  const RouteMatch shown = find_route("POST", "/v1/decisions/abc/replay");
  EXPECT_EQ(shown.entry->route, Route::replay_decision);
  EXPECT_EQ(shown.parts, std::vector<std::string_view>{"abc"});
  EXPECT_EQ(find_route("PUT", "/v1/programmes/p/active/approval").entry->route, Route::approve_active);
}

TEST(Routes, ThatDoNotExistAreNotFound) {
  for (const char* target : {"/", "/v1", "/v1/", "/v1//decisions", "/v1/decisions/", "/v1/decisions/a/b",
                             "/V1/decisions", "/v1/programmes//active", "/v1/decisions%2f", "/v1/decisions/.."}) {
    EXPECT_EQ(find_route("POST", target).entry, nullptr) << target;
  }
  EXPECT_TRUE(find_route("DELETE", "/v1/decisions").path_exists);
  EXPECT_EQ(find_route("DELETE", "/v1/decisions").entry, nullptr);
}

TEST(Routes, HaveNamesOfTheirOwnAndScopesWhereTheyChangeOrShowAnything) {
  std::set<std::string_view> names;
  for (const RouteEntry& entry : routes()) {
    EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
    const bool is_open = entry.route == Route::live || entry.route == Route::ready || entry.route == Route::metrics ||
                         entry.route == Route::openapi;
    EXPECT_EQ(entry.scope.has_value(), !is_open) << entry.name;
  }
  EXPECT_EQ(find_route("PUT", "/v1/programmes/p/active").entry->scope, Scope::release);
  EXPECT_EQ(find_route("PUT", "/v1/programmes/p/active/approval").entry->scope, Scope::approve);
}

TEST(Problems, SayWhenToTryAgainAndHowToLogIn) {
  const auto header = [](const HttpAnswer& answer, const std::string& name) {
    for (const auto& [key, value] : answer.headers) {
      if (key == name) return value;
    }
    return std::string();
  };
  EXPECT_EQ(header(to_answer({503, "busy", "", nullptr}), "Retry-After"), "1");
  EXPECT_EQ(header(to_answer({429, "too_often", "", nullptr}), "Retry-After"), "1");
  EXPECT_EQ(header(to_answer({401, "token", "", nullptr}), "WWW-Authenticate"), "Bearer");
  const HttpAnswer answer = to_answer({422, "body", "a sentence", {{"errors", 1}}});
  EXPECT_EQ(answer.content_type, "application/problem+json");
  const Json json = Json::parse(answer.body);
  EXPECT_EQ(json["type"], "urn:prescore:problem:body");
  EXPECT_EQ(json["status"], 422);
  EXPECT_EQ(json["errors"], 1);
}

}  // namespace
}  // namespace prescore::service
