#include "service/http/request_rules.hpp"

#include <algorithm>
#include <array>

namespace prescore::service {
namespace {

constexpr std::array<std::string_view, 4> kMethods = {"GET", "POST", "PUT", "DELETE"};
/// Two of these are an attack or a mistake; which one counts would be a guess.
constexpr std::array<std::string_view, 5> kSingleHeaders = {"authorization", "idempotency-key", "content-type",
                                                            "content-length", "traceparent"};

bool is_printable_path(std::string_view target) noexcept {
  return target.starts_with('/') && !target.starts_with("//") && std::ranges::all_of(target, [](char character) {
           return character > ' ' && character < 127 && character != '#' && character != '\\';
         });
}

}  // namespace

std::optional<Refusal> broken_rule(const RequestHead& head, unsigned http_minor) noexcept {
  if (std::ranges::find(kMethods, head.method) == kMethods.end()) {
    return Refusal{405, "The method must be GET, POST, PUT or DELETE."};
  }
  if (!is_printable_path(head.target)) return Refusal{400, "The target must be a path that starts with one slash."};
  const std::size_t hosts = head.count("host");
  if (hosts > 1) return Refusal{400, "The header Host appears more than once."};
  if (hosts == 0 && http_minor > 0) return Refusal{400, "The header Host is missing."};
  for (const std::string_view name : kSingleHeaders) {
    if (head.count(name) > 1) return Refusal{400, "A header that may appear once appears more than once."};
  }
  // This service is for the bank's own servers. A page has no business here, whatever its origin.
  if (head.count("origin") > 0) return Refusal{403, "Requests from web pages are refused: ask from a server."};
  if (head.count("content-encoding") > 0) return Refusal{415, "The body must be sent as it is, without encoding."};
  const auto expectation = head.header("expect");
  if (head.count("expect") > 0 && (!expectation || *expectation != "100-continue")) {
    return Refusal{417, "The only expectation that is met is 100-continue."};
  }
  return std::nullopt;
}

}  // namespace prescore::service
