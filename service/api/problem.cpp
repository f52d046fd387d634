#include "service/api/problem.hpp"

#include <array>

namespace prescore::service {
namespace {

struct StatusTitle {
  unsigned status;
  std::string_view title;
};
constexpr std::array kTitles = {
    StatusTitle{400, "Bad request"},
    StatusTitle{401, "Not authenticated"},
    StatusTitle{403, "Not allowed"},
    StatusTitle{404, "Not found"},
    StatusTitle{405, "Method not allowed"},
    StatusTitle{408, "Request timeout"},
    StatusTitle{409, "Conflict"},
    StatusTitle{413, "Content too large"},
    StatusTitle{415, "Unsupported media type"},
    StatusTitle{417, "Expectation failed"},
    StatusTitle{422, "Not processable"},
    StatusTitle{429, "Too many requests"},
    StatusTitle{431, "Request header fields too large"},
    StatusTitle{500, "Internal server error"},
    StatusTitle{501, "Not implemented"},
    StatusTitle{503, "Service unavailable"},
    StatusTitle{505, "HTTP version not supported"},
};

std::string_view title(unsigned status) noexcept {
  for (const StatusTitle& entry : kTitles) {
    if (entry.status == status) return entry.title;
  }
  return "Error";
}

}  // namespace

Json to_json(const Problem& problem) {
  Json json = {{"type", "urn:prescore:problem:" + std::string(problem.code)},
               {"title", title(problem.status)},
               {"status", problem.status},
               {"detail", problem.detail}};
  if (problem.more.is_object()) json.update(problem.more);
  return json;
}

Problem too_often() { return {429, "too_often", "More requests than this caller may send. Try again later.", nullptr}; }

HttpAnswer to_answer(const Problem& problem) {
  HttpAnswer answer{problem.status, "application/problem+json", to_json(problem).dump() + "\n", {}};
  if (problem.status == 503 || problem.status == 429) answer.headers.emplace_back("Retry-After", "1");
  if (problem.status == 401) answer.headers.emplace_back("WWW-Authenticate", "Bearer");
  return answer;
}

HttpAnswer json_answer(unsigned status, std::string body) { return {status, "application/json", std::move(body), {}}; }

}  // namespace prescore::service
