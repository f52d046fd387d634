#include "service/http/exchange.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/status.hpp>
#include <charconv>
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

std::string_view view(beast::string_view text) noexcept { return {text.data(), text.size()}; }

void append_number(std::string& text, std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

void append_header(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ").append(value).append("\r\n");
}

/// Whether the first line ends as a request line of some HTTP does. The parser gives the same error for a line that is
/// broken just there.
bool names_a_version(std::string_view bytes) noexcept {
  const std::string_view line = bytes.substr(0, bytes.find_first_of("\r\n"));
  const std::size_t start = line.rfind(" HTTP/");
  return start != std::string_view::npos && bytes.substr(line.size()).starts_with("\r\n");
}

}  // namespace

std::size_t feed(RequestParser& parser, std::string_view bytes, Part part, beast::error_code& error) {
  const auto is_fed = [&] { return part == Part::head ? parser.is_header_done() : parser.is_done(); };
  std::size_t used = 0;
  error = {};
  while (!is_fed() && !error) {
    const std::size_t taken =
        used == bytes.size() ? 0 : parser.put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), error);
    used += taken;
    if (taken == 0 && !error && !is_fed()) error = http::error::need_more;
  }
  return used;
}

RequestHead head_of(const http::request_header<>& header) {
  constexpr std::size_t kUsual = 16;
  RequestHead head;
  head.method = view(header.method_string());
  head.target = view(header.target());
  head.headers.reserve(kUsual);
  for (const auto& field : header) head.headers.emplace_back(view(field.name_string()), view(field.value()));
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

void write_reply(std::string& text, const HttpAnswer& answer, bool keep_alive, bool is_head) {
  text = "HTTP/1.1 ";
  append_number(text, answer.status);
  text.append(" ").append(view(http::obsolete_reason(http::int_to_status(answer.status)))).append("\r\n");
  append_header(text, "Date", date_now());
  for (const auto& [name, value] : answer.headers) append_header(text, name, value);
  if (!answer.content_type.empty()) append_header(text, "Content-Type", answer.content_type);
  append_header(text, "Cache-Control", "no-store");
  if (!keep_alive) append_header(text, "Connection", "close");
  text.append("Content-Length: ");
  append_number(text, answer.body.size());
  text.append("\r\n\r\n");
  if (!is_head) text.append(answer.body);
}

}  // namespace prescore::service
