#include "service/http/request_rules.hpp"

#include <algorithm>
#include <array>

namespace prescore::service {
namespace {

/// Of RFC 9110 and RFC 5789. A path that has no use for one of them answers 405.
constexpr std::array<std::string_view, 9> kMethods = {"GET",     "HEAD",    "POST",  "PUT",  "DELETE",
                                                      "CONNECT", "OPTIONS", "TRACE", "PATCH"};
/// Two of these are an attack or a mistake; which one counts would be a guess.
constexpr std::array<std::string_view, 6> kSingleHeaders = {"authorization",  "idempotency-key", "content-type",
                                                            "content-length", "traceparent",     "transfer-encoding"};
constexpr std::size_t kMaxHeaders = 100;
constexpr std::size_t kMaxHost = 255;

bool is_digit(char character) noexcept { return character >= '0' && character <= '9'; }

bool is_number(std::string_view text) noexcept { return !text.empty() && std::ranges::all_of(text, is_digit); }

bool is_name_character(char character) noexcept {
  return is_digit(character) || (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         character == '.' || character == '-' || character == '_';
}

bool is_address_character(char character) noexcept {
  return is_digit(character) || (character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F') ||
         character == ':' || character == '.';
}

bool is_printable_path(std::string_view target) noexcept {
  return target.starts_with('/') && !target.starts_with("//") && std::ranges::all_of(target, [](char character) {
           return character > ' ' && character < 127 && character != '#' && character != '\\';
         });
}

/// The host without its port; empty where `value` is no host with or without a port.
std::string_view host_of(std::string_view value) noexcept {
  if (value.size() > kMaxHost) return {};
  const bool is_address = value.starts_with('[');
  std::size_t end = value.find(is_address ? ']' : ':');
  if (is_address) end = end == std::string_view::npos ? 0 : end + 1;
  const std::string_view host = value.substr(0, end);
  const std::string_view rest = value.substr(host.size());
  if (!rest.empty() && (!rest.starts_with(':') || !is_number(rest.substr(1)))) return {};
  if (!is_address) return std::ranges::all_of(host, is_name_character) ? host : std::string_view{};
  const bool is_whole = host.size() > 2 && std::ranges::all_of(host.substr(1, host.size() - 2), is_address_character);
  return is_whole ? host : std::string_view{};
}

std::optional<Refusal> broken_host(const RequestHead& head, unsigned http_minor) noexcept {
  const std::size_t hosts = head.count("host");
  if (hosts > 1) return Refusal{400, "The header Host appears more than once."};
  if (hosts == 0 && http_minor > 0) return Refusal{400, "The header Host is missing."};
  if (hosts == 1 && host_of(*head.header("host")).empty()) {
    return Refusal{400, "The header Host must be a name or an address, with or without a port."};
  }
  return std::nullopt;
}

/// Everything that could make a proxy in front see another end of the body than we do.
std::optional<Refusal> broken_length(const RequestHead& head, unsigned http_minor) noexcept {
  const auto length = head.header("content-length");
  const auto coding = head.header("transfer-encoding");
  if (length && !is_number(*length)) return Refusal{400, "The header Content-Length must be one number."};
  if (!coding) return std::nullopt;
  if (length) return Refusal{400, "A request has Content-Length or Transfer-Encoding, and not both."};
  if (http_minor == 0) return Refusal{400, "HTTP/1.0 has no Transfer-Encoding."};
  if (!is_same_name(*coding, "chunked")) return Refusal{501, "The only transfer coding that is taken is chunked."};
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> broken_rule(const RequestHead& head, unsigned http_minor) noexcept {
  if (std::ranges::find(kMethods, head.method) == kMethods.end()) {
    return Refusal{501, "This method is not one of HTTP."};
  }
  if (!is_printable_path(head.target)) return Refusal{400, "The target must be a path that starts with one slash."};
  if (head.headers.size() > kMaxHeaders) return Refusal{431, "The request has more than 100 headers."};
  for (const std::string_view name : kSingleHeaders) {
    if (head.count(name) > 1) return Refusal{400, "A header that may appear once appears more than once."};
  }
  if (const auto refusal = broken_host(head, http_minor)) return refusal;
  if (const auto refusal = broken_length(head, http_minor)) return refusal;
  // This service is for the bank's own servers. A page has no business here, whatever its origin.
  if (head.count("origin") > 0 || head.count("sec-fetch-site") > 0) {
    return Refusal{403, "Requests from web pages are refused: ask from a server."};
  }
  if (head.count("content-encoding") > 0) return Refusal{415, "The body must be sent as it is, without encoding."};
  // HTTP/1.0 has no expectations; a server ignores them there.
  const auto expectation = head.header("expect");
  if (http_minor > 0 && head.count("expect") > 0 && !(expectation && is_same_name(*expectation, "100-continue"))) {
    return Refusal{417, "The only expectation that is met is 100-continue."};
  }
  return std::nullopt;
}

bool is_for_local_host(const RequestHead& head) noexcept {
  if (head.count("host") == 0) return true;
  const std::string_view host = host_of(head.header("host").value_or(""));
  if (is_same_name(host, "localhost") || host == "[::1]") return true;
  // 127.0.0.1.example is a name that anybody can own.
  return host.starts_with("127.") &&
         std::ranges::all_of(host, [](char character) { return is_digit(character) || character == '.'; });
}

}  // namespace prescore::service
