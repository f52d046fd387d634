// Beast's messages and ours: bytes in, a head or a refusal; an answer in, a reply.
#include "service/http/exchange.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/beast/http/error.hpp>

namespace prescore::service {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

/// The status with which bytes are refused; 0 where they are a whole request.
unsigned refused(std::string_view bytes) {
  RequestParser parser;
  parser.header_limit(1024);
  beast::error_code error;
  feed(parser, bytes, Part::body, error);
  if (error == http::error::need_more) parser.put_eof(error);
  if (!error) return 0;
  const auto refusal = broken_request(error, bytes);
  return refusal ? refusal->status : 1;
}

TEST(BrokenRequest, NamesAStatusForEachKindOfBytes) {
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 0U);
  EXPECT_EQ(refused("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505U);
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nX: " + std::string(2000, 'x')), 431U);
  for (const char* bytes : {"\x16\x03\x01\x02", "GET / HTTP/1.1\nHost: a\n\n", "GET  / HTTP/1.1\r\n\r\n",
                            "GET / HTTP/1.1\r\nA b: c\r\n\r\n", "GET / HTTP/1.1\r\nA : b\r\n\r\n",
                            "POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", "GET / HTTP/1.1\r\nHo"}) {
    EXPECT_EQ(refused(bytes), 400U) << bytes;
  }
}

TEST(HeadOf, KeepsEveryHeaderInItsOrder) {
  http::request_header<> header;
  header.method_string("POST");
  header.target("/v1/decisions?x=1");
  header.insert("Host", "a");
  header.insert("X-Own", "1");
  header.insert("X-Own", "2");
  const RequestHead head = head_of(header);
  EXPECT_EQ(head.method, "POST");
  EXPECT_EQ(head.target, "/v1/decisions?x=1");
  EXPECT_EQ(head.headers.size(), 3U);
  EXPECT_EQ(head.count("x-own"), 2U);
}

TEST(Feed, TakesAHeadAndABodyInAnyPieces) {
  const std::string bytes =
      "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\nGET";
  for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
    RequestParser parser;
    std::size_t used = 0;
    std::size_t known = 0;
    for (const Part part : {Part::head, Part::body}) {
      beast::error_code error;
      do {
        if (error) known = std::min(known + piece, bytes.size());
        used += feed(parser, std::string_view(bytes).substr(used, known - used), part, error);
      } while (error == http::error::need_more);
      ASSERT_FALSE(error) << error.message();
      EXPECT_EQ(parser.is_done(), part == Part::body);
    }
    EXPECT_EQ(parser.get().body(), "abcde");
    EXPECT_EQ(used, bytes.size() - 3) << "what follows is the next request's";
  }
}

TEST(WriteReply, KeepsNothingInCachesAndSendsNoBodyForHead) {
  const HttpAnswer answer{422, "application/problem+json", "{}", {{"Retry-After", "1"}}};
  std::string text = "what was there";
  write_reply(text, answer, true, false);
  EXPECT_TRUE(text.starts_with("HTTP/1.1 422 Unprocessable Entity\r\nDate: ")) << text;
  EXPECT_TRUE(
      text.ends_with("\r\nRetry-After: 1\r\nContent-Type: application/problem+json\r\nCache-Control: no-store"
                     "\r\nContent-Length: 2\r\n\r\n{}"))
      << text;
  write_reply(text, answer, false, true);
  EXPECT_TRUE(text.ends_with("\r\nConnection: close\r\nContent-Length: 2\r\n\r\n")) << text;
}

}  // namespace
}  // namespace prescore::service
