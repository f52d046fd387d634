// Bytes of a connection -> Boost.Beast's parser, the rules of HTTP, and every call of the service: whatever comes, each
// request gets one answer that is well formed, and a refusal quotes nothing of it.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
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
using Parser = http::request_parser<http::string_body>;
using prescore::test::require;

constexpr std::size_t kMaxRequests = 8;

/// Where bytes are read that come again when a request was answered.
class Bytes {
 public:
  explicit Bytes(std::string_view rest) : rest_(rest) {}

  [[nodiscard]] bool empty() const noexcept { return rest_.empty(); }
  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

  /// Feeds the parser up to the end of the head, or of the message.
  beast::error_code feed(Parser& parser, bool to_end) {
    beast::error_code error;
    const auto is_fed = [&] { return to_end ? parser.is_done() : parser.is_header_done(); };
    while (!is_fed() && !error) {
      if (rest_.empty()) {
        parser.put_eof(error);
        break;
      }
      const std::size_t used = parser.put(boost::asio::buffer(rest_.data(), rest_.size()), error);
      rest_.remove_prefix(used);
      if (error == http::error::need_more) {
        error = {};
        parser.put_eof(error);
      }
      if (used == 0) break;
    }
    return error;
  }

 private:
  std::string_view rest_;
};

void check(const HttpAnswer& answer) {
  static const std::set<unsigned> kStatuses = {200, 201, 202, 400, 401, 403, 404, 405, 409,
                                               413, 415, 417, 422, 429, 431, 501, 503, 505};
  require(kStatuses.contains(answer.status), "the status is one that a call has");
  if (answer.content_type.ends_with("json")) require(Json::accept(answer.body), "an answer in JSON is JSON");
  const HttpReply reply = reply_of(answer, true, false);
  require(reply.result_int() == answer.status, "the reply has the answer's status");
}

/// Answers one request as a connection does; false where the connection would end.
bool answer_one(Bytes& bytes, TestService& service) {
  const std::string_view start = bytes.rest();
  Parser parser;
  parser.header_limit(8 * 1024);
  const beast::error_code broken = bytes.feed(parser, false);
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
  if (bytes.feed(parser, true) || !parser.is_done()) return false;
  std::promise<HttpAnswer> answered;
  api.handle(admission, parser.get().body(), [&answered](HttpAnswer answer) { answered.set_value(std::move(answer)); });
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
  Bytes bytes({reinterpret_cast<const char*>(data), size});
  for (std::size_t request = 0; request < kMaxRequests && !bytes.empty(); ++request) {
    if (!answer_one(bytes, service())) break;
  }
  return 0;
}
