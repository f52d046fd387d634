// Request bodies: what is taken, what is refused, all errors at once, and no value of the sender in any of them.
#include "service/api/bodies.hpp"

#include <gtest/gtest.h>

#include "service/api/plain_body.hpp"
#include "service_core/support.hpp"

namespace prescore::service {
namespace {

using test::body_of;
using test::key_of;
using test::kGoodAnswers;

Problem problem_of(const std::string& body) {
  const auto read = read_decision(body, key_of(1));
  if (const auto* problem = std::get_if<Problem>(&read)) return *problem;
  ADD_FAILURE() << "taken: " << body.substr(0, 100);
  return {};
}

std::string canonical_of(const std::string& body) {
  const auto read = read_decision(body, key_of(1));
  return std::get<DecisionRequest>(read).canonical;
}

TEST(ReadDecision, TakesTheWholeRequest) {
  const auto read = read_decision(
      R"({"programme":"small-card","client":"c-1","answers":{"age":"40"},"hint":{"outcome":"o","version":"v"}})",
      key_of(1));
  const auto& request = std::get<DecisionRequest>(read);
  EXPECT_EQ(request.programme, "small-card");
  EXPECT_EQ(request.client, "c-1");
  EXPECT_EQ(request.idempotency_key, key_of(1));
  EXPECT_EQ(request.answers, (AnswerTexts{{"age", "40"}}));
  EXPECT_EQ(request.hint->outcome, "o");
}

TEST(ReadDecision, TheSameRequestHasTheSameText) {
  const std::string one = R"({"programme":"p","answers":{"a":"1","b":"2"}})";
  const std::string other = "{ \"answers\" :\n{\"b\":\"2\", \"a\":\"\\u0031\"},\"programme\":\"p\" }";
  EXPECT_EQ(canonical_of(one), canonical_of(other));
  EXPECT_NE(canonical_of(one), canonical_of(R"({"programme":"p","answers":{"a":"1","b":"3"}})"));
  EXPECT_NE(canonical_of(one), canonical_of(R"({"programme":"p","answers":{"a":"1","b":"2"},"client":"c"})"));
  EXPECT_NE(canonical_of(R"({"programme":"p","answers":{"a":"1,b"}})"),
            canonical_of(R"({"programme":"p","answers":{"a":"1","b":""}})"));
}

TEST(ReadDecision, RefusesWhatIsNoJsonObject) {
  const std::string nested = R"({"programme":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  for (const std::string& body :
       {std::string(), std::string("{"), std::string("null"), std::string("[]"), std::string("\"text\""),
        std::string("{}{}"), std::string("{'a':1}"), std::string("\xef\xbb\xbf") + "[]", std::string("{\"a\":NaN}"),
        std::string("{\"a\":\"\xff\"}"), std::string("{\"a\":\"\\ud800\"}"), std::string("{\"a\":\"\n\"}"),
        std::string("{\"a\":1,\"a\":2}"), std::string(R"({"answers":{"age":"1","age":"2"}})"),
        std::string(R"({"answers":{"age":"1","\u0061ge":"2"}})"), nested, std::string(60'000, ' '),
        "{\"a\":" + std::string(400, '9') + "}", "{\"a\":1e" + std::string(400, '9') + "}"}) {
    EXPECT_EQ(problem_of(body).status, 400U) << body.substr(0, 60);
  }
}

TEST(ReadDecision, TakesANumberOf400DigitsAsAnAnswerOnlyAsText) {
  const std::string digits(400, '9');
  EXPECT_EQ(problem_of(body_of("{\"age\":" + digits + "}")).status, 400U);
  const auto read = read_decision(body_of("{\"age\":\"" + digits + "\"}"), key_of(1));
  EXPECT_TRUE(std::holds_alternative<DecisionRequest>(read)) << "the core judges it";
}

TEST(ReadDecision, BlanksAroundTheBodyDoNotCount) {
  const std::string blanks(50'000, ' ');
  EXPECT_EQ(canonical_of(blanks + body_of(kGoodAnswers) + blanks), canonical_of(body_of(kGoodAnswers)));
}

TEST(ReadDecision, ListsAllErrorsWithTheirPlacesAndNoValue) {
  const Problem problem = problem_of(
      R"({"programme":7,"client":["SECRET"],"answers":{"SECRET":1,"age":null},"hint":{"outcome":"x","SECRET":1},"SECRET":2})");
  EXPECT_EQ(problem.status, 422U);
  const std::string text = to_json(problem).dump();
  EXPECT_EQ(text.find("SECRET"), std::string::npos) << text;
  const Json& errors = problem.more["errors"];
  EXPECT_EQ(errors.size(), 7U) << errors;
  EXPECT_NE(text.find("/answers, member 0"), std::string::npos);
  EXPECT_NE(text.find("/hint"), std::string::npos);
}

TEST(ReadDecision, BoundsEveryText) {
  EXPECT_EQ(problem_of(R"({"programme":")" + std::string(65, 'p') + R"(","answers":{}})").status, 422U);
  EXPECT_EQ(problem_of(R"({"programme":"p","answers":{},"client":")" + std::string(129, 'c') + "\"}").status, 422U);
  EXPECT_EQ(problem_of(R"({"programme":"p","answers":{"a":")" + std::string(4097, 'a') + "\"}}").status, 422U);
  std::string many = "{";
  for (int member = 0; member < 300; ++member)
    many += (member == 0 ? "\"" : ",\"") + std::to_string(member) + "\":\"\"";
  EXPECT_EQ(problem_of(R"({"programme":"p","answers":)" + many + "}}").status, 400U);
}

TEST(ReadPlainBody, TakesWhatTheReaderOfAllJsonTakesWithTheSameContent) {
  const std::string version = std::string(kMaxHintVersion, 'v');
  for (const std::string& body :
       {body_of(kGoodAnswers), " \t\r\n" + body_of(" { } ") + "\n",
        std::string(R"({"client":"c-1","answers":{"":"","b":"x y"},"programme":"p"})"),
        R"({"programme":"p","hint":{"version":")" + version + R"(","outcome":"o"},"answers":{"a":"1"}})"}) {
    const auto plain = read_plain_body(body);
    ASSERT_TRUE(plain) << body;
    const auto any = read_any_decision(body, key_of(1));
    const auto& request = std::get<DecisionRequest>(any);
    EXPECT_EQ(plain->programme, request.programme);
    EXPECT_EQ(plain->client, request.client);
    EXPECT_EQ(plain->answers, request.answers);
    EXPECT_EQ(plain->hint.has_value(), request.hint.has_value());
    EXPECT_EQ(canonical_of(body), request.canonical);
  }
}

TEST(ReadPlainBody, LeavesEverythingElseToTheReaderOfAllJson) {
  std::string many = "{";
  for (int member = 0; member < 33; ++member) many += (member == 0 ? "\"" : ",\"") + std::to_string(member) + "\":\"\"";
  for (const std::string& body :
       {std::string(),
        std::string("{"),
        std::string("{}"),
        std::string("[]"),
        body_of(kGoodAnswers) + "x",
        body_of(R"({"a":"\u0031"})"),
        body_of(R"({"a":"\\"})"),
        body_of("{\"a\":\"да\"}"),
        body_of("{\"a\":\"\n\"}"),
        body_of(R"({"a":1})"),
        body_of(R"({"a":"1","a":"1"})"),
        body_of(R"({"a":"1",})"),
        body_of(R"({,"a":"1"})"),
        body_of(R"({"a" "1"})"),
        body_of(R"({"a":"1"  "b":"2"})"),
        body_of(R"({a:"1"})"),
        body_of(R"({"a":"1)"),
        body_of("[]"),
        body_of(many + "}"),
        body_of(R"({"a":")" + std::string(kMaxAnswerBytes + 1, 'a') + "\"}"),
        std::string(R"({"programme":"p"})"),
        std::string(R"({"answers":{}})"),
        std::string(R"({"programme":"p","programme":"p","answers":{}})"),
        std::string(R"({"programme":"p","answers":{},"answers":{}})"),
        std::string(R"({"programme":"p","answers":{},"other":"x"})"),
        std::string(R"({"programme":"p","answers":{},"confirmed":[]})"),
        std::string(R"({"programme":"p","answers":{},"hint":{"outcome":"o"}})"),
        std::string(R"({"programme":"p","answers":{},"hint":{"outcome":"o","version":"v","outcome":"o"}})"),
        std::string(R"({"programme":"p","answers":{},"hint":{"outcome":"o","version":"v","x":"y"}})"),
        R"({"programme":")" + std::string(kMaxProgrammeName + 1, 'p') + R"(","answers":{}})",
        R"({"programme":"p","answers":{},"client":")" + std::string(kMaxReference + 1, 'c') + "\"}"}) {
    EXPECT_FALSE(read_plain_body(body)) << body.substr(0, 100);
  }
}

Problem batch_problem_of(const std::string& body) {
  const auto read = read_batch(body);
  if (const auto* problem = std::get_if<Problem>(&read)) return *problem;
  ADD_FAILURE() << "taken: " << body.substr(0, 100);
  return {};
}

std::string item_of(const std::string& key) {
  return R"({"idempotency_key":")" + key + R"(","programme":"small-card","answers":)" + kGoodAnswers + "}";
}

TEST(ReadBatch, TakesDecisionsWithKeysOfTheirOwn) {
  const auto read = read_batch(R"({"decisions":[)" + item_of(key_of(1)) + "," + item_of(key_of(2)) + "]}");
  ASSERT_TRUE((std::holds_alternative<std::vector<DecisionRequest>>(read)));
  EXPECT_EQ(std::get<std::vector<DecisionRequest>>(read)[1].idempotency_key, key_of(2));
}

TEST(ReadBatch, RefusesKeysTwiceShortKeysAndTooManyDecisions) {
  EXPECT_EQ(batch_problem_of(R"({"decisions":[)" + item_of(key_of(1)) + "," + item_of(key_of(1)) + "]}").status, 422U);
  EXPECT_EQ(batch_problem_of(R"({"decisions":[)" + item_of("short") + "]}").status, 422U);
  EXPECT_EQ(batch_problem_of(R"({"decisions":[]})").status, 422U);
  EXPECT_EQ(batch_problem_of(R"({"decisions":[1]})").status, 422U);
  EXPECT_EQ(batch_problem_of("{}").status, 422U);
  std::string many;
  for (std::size_t item = 0; item <= kMaxBatch; ++item) many += item == 0 ? "1" : ",1";
  EXPECT_EQ(batch_problem_of(R"({"decisions":[)" + many + "]}").status, 422U);
}

TEST(ReadVersion, TakesOneFormOnly) {
  const std::string good = "sha256:" + std::string(64, 'a');
  EXPECT_EQ(std::get<std::string>(read_version(R"({"version":")" + good + "\"}")), good);
  for (const std::string& bad :
       {std::string(64, 'a'), "sha256:" + std::string(64, 'A'), good + "a", std::string("x")}) {
    EXPECT_TRUE(std::holds_alternative<Problem>(read_version(R"({"version":")" + bad + "\"}"))) << bad;
  }
  EXPECT_TRUE(std::holds_alternative<Problem>(read_version("{}")));
  EXPECT_TRUE(std::holds_alternative<Problem>(read_version(R"({"version":")" + good + R"(","force":true})")));
}

TEST(IdempotencyKey, HasAnAlphabetAndALength) {
  EXPECT_TRUE(is_idempotency_key("0123456789abcDEF"));
  EXPECT_TRUE(is_idempotency_key(std::string(64, '-')));
  for (const std::string& bad : {std::string(15, 'a'), std::string(65, 'a'), std::string("0123456789abcde "),
                                 std::string("0123456789abcde\0", 16), std::string("ключ-ключ-ключ-ключ")}) {
    EXPECT_FALSE(is_idempotency_key(bad)) << bad;
  }
}

}  // namespace
}  // namespace prescore::service
