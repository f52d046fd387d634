#include "service/http/exchange.hpp"

#include <array>
#include <boost/beast/http/error.hpp>
#include <ctime>
#include <utility>

namespace prescore::service {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

/// The value of the header Date (RFC 9110, 5.6.7), made once a second.
std::string_view date_now() {
  thread_local std::time_t second = 0;
  thread_local std::array<char, 32> text{};
  thread_local std::size_t size = 0;
  const std::time_t now = std::time(nullptr);
  if (now != second) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    // The program sets no locale, so the names of days and months are the English ones.
    size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    second = now;
  }
  return {text.data(), size};
}

beast::string_view beast_view(std::string_view text) noexcept { return {text.data(), text.size()}; }

/// Whether the first line ends as a request line of some HTTP does. The parser gives the same error for a line that is
/// broken just there.
bool names_a_version(std::string_view bytes) noexcept {
  const std::string_view line = bytes.substr(0, bytes.find_first_of("\r\n"));
  const std::size_t start = line.rfind(" HTTP/");
  return start != std::string_view::npos && bytes.substr(line.size()).starts_with("\r\n");
}

}  // namespace

RequestHead head_of(const http::request_header<>& header) {
  RequestHead head;
  head.method = std::string(header.method_string());
  head.target = std::string(header.target());
  for (const auto& field : header) head.headers.emplace_back(field.name_string(), field.value());
  return head;
}

std::optional<Refusal> broken_request(const beast::error_code& error, std::string_view bytes) {
  if (error == http::error::header_limit) return Refusal{431, "The request line and the headers are too long."};
  if (error == http::error::body_limit) return Refusal{413, "The body is too long."};
  if (error == http::error::bad_version && names_a_version(bytes))
    return Refusal{505, "The version must be HTTP/1.1 or HTTP/1.0."};
  if (error == http::error::end_of_stream) return std::nullopt;
  if (error == http::error::partial_message) return Refusal{400, "The request ended before it was whole."};
  if (error.category() == http::make_error_code(http::error::bad_method).category()) {
    return Refusal{400, "This is not a request of HTTP/1.1."};
  }
  return std::nullopt;
}

HttpReply reply_of(HttpAnswer answer, bool keep_alive, bool is_head) {
  HttpReply reply(static_cast<http::status>(answer.status), 11);
  reply.set(http::field::date, beast_view(date_now()));
  for (const auto& [name, value] : answer.headers) reply.insert(name, value);
  if (!answer.content_type.empty()) reply.set(http::field::content_type, answer.content_type);
  reply.set(http::field::cache_control, "no-store");
  reply.keep_alive(keep_alive);
  reply.content_length(answer.body.size());
  if (!is_head) reply.body() = std::move(answer.body);
  return reply;
}

}  // namespace prescore::service
