// Beast's messages and ours: bytes in, a head or a refusal; an answer in, a reply.
#include "service/http/exchange.hpp"

#include <gtest/gtest.h>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>

namespace prescore::service {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

/// The status with which bytes are refused; 0 where they are a whole request.
unsigned refused(std::string_view bytes) {
  http::request_parser<http::string_body> parser;
  parser.eager(true);
  parser.header_limit(1024);
  beast::error_code error;
  std::size_t used = 0;
  while (!error && !parser.is_done() && used < bytes.size()) {
    used += parser.put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), error);
  }
  if (!error && !parser.is_done()) parser.put_eof(error);
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

TEST(ReplyOf, KeepsNothingInCachesAndSendsNoBodyForHead) {
  const HttpAnswer answer{422, "application/problem+json", "{}", {{"Retry-After", "1"}}};
  const HttpReply reply = reply_of(answer, true, false);
  EXPECT_EQ(reply.result_int(), 422U);
  EXPECT_EQ(reply["Cache-Control"], "no-store");
  EXPECT_EQ(reply["Retry-After"], "1");
  EXPECT_EQ(reply["Content-Length"], "2");
  EXPECT_TRUE(reply.keep_alive());
  EXPECT_EQ(reply.body(), "{}");
  const HttpReply of_head = reply_of(answer, false, true);
  EXPECT_EQ(of_head["Content-Length"], "2");
  EXPECT_EQ(of_head.body(), "");
  EXPECT_FALSE(of_head.keep_alive());
}

}  // namespace
}  // namespace prescore::service
