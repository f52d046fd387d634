// What is refused of a request's head beyond what the parser refuses, and how headers are found.
#include "service/http/request_rules.hpp"

#include <gtest/gtest.h>

#include "service/http/message.hpp"

namespace prescore::service {
namespace {

RequestHead head_of(HeaderViews headers = {{"Host", "a"}}) { return {"GET", "/v1/programmes", std::move(headers), {}}; }

unsigned status_of(const RequestHead& head, unsigned minor = 1) {
  const auto refusal = broken_rule(head, minor);
  return refusal ? refusal->status : 200;
}

TEST(RequestHead, FindsHeadersInAnyCaseAndNoneThatIsThereTwice) {
  const RequestHead head = head_of({{"HOST", "a"}, {"X-Two", "1"}, {"x-two", "2"}});
  EXPECT_EQ(head.header("host"), "a");
  EXPECT_FALSE(head.header("x-two"));
  EXPECT_EQ(head.count("X-TWO"), 2U);
  EXPECT_FALSE(head.header("hos"));
  EXPECT_EQ(head.count("x-none"), 0U);
}

TEST(BrokenRule, TakesAPlainRequest) {
  EXPECT_EQ(status_of(head_of()), 200U);
  EXPECT_EQ(status_of(head_of({}), 0), 200U) << "HTTP/1.0 needs no Host";
  EXPECT_EQ(status_of(head_of({{"Host", "a"}, {"Expect", "100-continue"}})), 200U);
}

TEST(BrokenRule, RefusesWhatIsNoMethodOfHttp) {
  for (const char* method : {"get", "", "PROPFIND", "GETS", "G ET"}) {
    RequestHead head = head_of();
    head.method = method;
    EXPECT_EQ(status_of(head), 501U) << method;
  }
}

TEST(BrokenRule, RefusesTargetsThatAreNoPath) {
  for (const char* target : {"", "*", "v1", "http://a/v1", "//evil/v1", "/a b", "/a\tb", "/a#b", "/a\\b", "/\x7f",
                             "/caf\xc3\xa9", "/a\r\nX: y"}) {
    RequestHead head = head_of();
    head.target = target;
    EXPECT_EQ(status_of(head), 400U) << target;
  }
}

TEST(BrokenRule, DemandsOneHost) {
  EXPECT_EQ(status_of(head_of({})), 400U);
  EXPECT_EQ(status_of(head_of({{"Host", "a"}, {"host", "a"}})), 400U);
}

TEST(BrokenRule, TakesAHostThatIsANameOrAnAddressWithOrWithoutAPort) {
  for (const char* host : {"localhost", "service.bank.example:8443", "127.0.0.1:80", "[::1]", "[fe80::1]:8080"}) {
    EXPECT_EQ(status_of(head_of({{"Host", host}})), 200U) << host;
  }
  for (const char* host : {"", "a b", "a:b", "a:", "a/b", "user@a", "[::1", "[]", "[x]", "a,b", ":80"}) {
    EXPECT_EQ(status_of(head_of({{"Host", host}})), 400U) << host;
  }
}

TEST(BrokenRule, TakesOneLengthOrOneCoding) {
  const auto with = [](const HeaderViews& more, unsigned minor = 1) {
    HeaderViews headers = {{"Host", "a"}};
    headers.insert(headers.end(), more.begin(), more.end());
    return status_of(head_of(headers), minor);
  };
  EXPECT_EQ(with({{"Content-Length", "5"}}), 200U);
  EXPECT_EQ(with({{"Transfer-Encoding", "Chunked"}}), 200U);
  EXPECT_EQ(with({{"Transfer-Encoding", "chunked"}}, 0), 400U);
  EXPECT_EQ(with({{"Transfer-Encoding", "chunked"}, {"Content-Length", "5"}}), 400U);
  EXPECT_EQ(with({{"Transfer-Encoding", "gzip, chunked"}}), 501U);
  for (const char* length : {"+5", "-5", "5, 5", "0x5", "", "5 "}) {
    EXPECT_EQ(with({{"Content-Length", length}}), 400U) << length;
  }
}

TEST(IsForLocalHost, TakesTheNamesOfThisMachineOnly) {
  for (const char* host : {"localhost", "LOCALHOST:80", "127.0.0.1", "127.1.2.3:8080", "[::1]:80"}) {
    EXPECT_TRUE(is_for_local_host(head_of({{"Host", host}}))) << host;
  }
  for (const char* host : {"127.0.0.1.evil.example", "evil.example", "localhost.evil.example", "10.0.0.1", "[::2]"}) {
    EXPECT_FALSE(is_for_local_host(head_of({{"Host", host}}))) << host;
  }
}

TEST(BrokenRule, RefusesASecondHeaderWhereOneCounts) {
  for (const char* name : {"Authorization", "Idempotency-Key", "Content-Type", "Content-Length", "Traceparent"}) {
    EXPECT_EQ(status_of(head_of({{"Host", "a"}, {name, "1"}, {name, "1"}})), 400U) << name;
  }
}

TEST(BrokenRule, RefusesPagesPackedBodiesAndOtherExpectations) {
  EXPECT_EQ(status_of(head_of({{"Host", "a"}, {"Origin", "https://bank.example"}})), 403U);
  EXPECT_EQ(status_of(head_of({{"Host", "a"}, {"Origin", "null"}})), 403U);
  EXPECT_EQ(status_of(head_of({{"Host", "a"}, {"Content-Encoding", "gzip"}})), 415U);
  EXPECT_EQ(status_of(head_of({{"Host", "a"}, {"Expect", "miracles"}})), 417U);
  EXPECT_EQ(status_of(head_of({{"Host", "a"}, {"Expect", "100-continue"}, {"Expect", "100-continue"}})), 417U);
}

}  // namespace
}  // namespace prescore::service
