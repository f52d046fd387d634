// Bytes of a connection -> Boost.Beast's parser, the rules of HTTP, and every call of the service: whatever comes, each
// request gets one answer that is well formed, and a refusal quotes nothing of it.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "fuzz/fuzz.hpp"
#include "service/http/exchange.hpp"
#include "service_core/support.hpp"

namespace prescore::service::test {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using prescore::test::require;

constexpr std::size_t kMaxRequests = 8;

/// Gives bytes to the parser up to the end of the part; what is left follows. At the end of all bytes the client goes.
beast::error_code feed_all(RequestParser& parser, std::string_view& bytes, Part part) {
  beast::error_code error;
  bytes.remove_prefix(feed(parser, bytes, part, error));
  if (error == http::error::need_more && parser.got_some()) parser.put_eof(error);
  return error;
}

void check(const HttpAnswer& answer) {
  static const std::set<unsigned> kStatuses = {200, 201, 202, 400, 401, 403, 404, 405, 409,
                                               413, 415, 417, 422, 429, 431, 501, 503, 505};
  require(kStatuses.contains(answer.status), "the status is one that a call has");
  if (answer.content_type.ends_with("json")) require(Json::accept(answer.body), "an answer in JSON is JSON");
  std::string text;
  write_reply(text, answer, true, false);
  http::response_parser<http::string_body> reply;
  reply.eager(true);
  reply.body_limit(text.size());
  beast::error_code error;
  require(reply.put(boost::asio::buffer(text), error) == text.size() && !error, "a reply is one of HTTP");
  require(reply.is_done() && reply.get().body() == answer.body, "the reply has the answer's body");
  require(reply.get().result_int() == answer.status, "the reply has the answer's status");
}

/// Answers one request as a connection does; false where the connection would end.
bool answer_one(std::string_view& bytes, TestService& service) {
  const std::string_view start = bytes;
  RequestParser parser;
  parser.header_limit(8 * 1024);
  const beast::error_code broken = feed_all(parser, bytes, Part::head);
  if (broken || !parser.is_header_done()) {
    if (broken) (void)broken_request(broken, start);
    return false;
  }
  const RequestHead head = head_of(parser.get());
  if (broken_rule(head, parser.get().version() % 10)) return false;
  Api api(service.service(), Listener::callers);
  const auto admission = api.admit(head);
  if (admission->refusal) {
    check(*admission->refusal);
    return parser.is_done();
  }
  parser.body_limit(admission->body_limit);
  if (feed_all(parser, bytes, Part::body) || !parser.is_done()) return false;
  std::promise<HttpAnswer> answered;
  api.handle(admission, parser.get().body(), [&answered](HttpAnswer answer) { answered.set_value(std::move(answer)); });
  api.pause();
  const HttpAnswer answer = answered.get_future().get();
  check(answer);
  api.finished(admission.get(), {answer.status, {}, answer.body.size()});
  return true;
}

/// One for all inputs: what they record stays, as in a service that runs.
TestService& service() {
  static TestService made(Rate{1e9, 1e9});
  static const std::string version = made.release(small_packed());
  require(!version.empty(), "the small programme is released");
  return made;
}

}  // namespace
}  // namespace prescore::service::test

/// Keeps the database in memory where the system can: flushes would take most of the time.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  if (std::filesystem::is_directory("/dev/shm")) setenv("TMPDIR", "/dev/shm", 1);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prescore::service::test;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (std::size_t request = 0; request < kMaxRequests && !bytes.empty(); ++request) {
    if (!answer_one(bytes, service())) break;
  }
  return 0;
}
