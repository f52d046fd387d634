#include "service/api/routes.hpp"

namespace prescore::service {
namespace {

constexpr std::size_t kDecisionBody = std::size_t{64} * 1024;
constexpr std::size_t kBatchBody = std::size_t{8} * 1024 * 1024;
constexpr std::size_t kSmallBody = std::size_t{4} * 1024;
/// A reason has at most 2,000 bytes, which JSON may write as six each.
constexpr std::size_t kReviewBody = std::size_t{16} * 1024;
constexpr std::size_t kOutcomesBody = std::size_t{512} * 1024;
/// A packed model has at most 16 MiB.
constexpr std::size_t kModelBody = std::size_t{16} * 1024 * 1024;

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> parts;
  path.remove_prefix(1);
  for (;;) {
    const std::size_t end = path.find('/');
    parts.push_back(path.substr(0, end));
    if (end == std::string_view::npos) return parts;
    path.remove_prefix(end + 1);
  }
}

bool matches(const std::vector<std::string_view>& pattern, const std::vector<std::string_view>& parts) noexcept {
  if (pattern.size() != parts.size()) return false;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    if (pattern[index] != "*" && pattern[index] != parts[index]) return false;
    if (parts[index].empty()) return false;
  }
  return true;
}

}  // namespace

const std::vector<RouteEntry>& routes() {
  static const std::vector<RouteEntry> all = {
      {Route::decide, "decide", "POST", {"v1", "decisions"}, Scope::decide, kDecisionBody},
      {Route::decide_batch, "decide_batch", "POST", {"v1", "decisions", "batch"}, Scope::decide, kBatchBody},
      {Route::list_decisions, "list_decisions", "GET", {"v1", "decisions"}, Scope::read},
      {Route::show_decision, "show_decision", "GET", {"v1", "decisions", "*"}, Scope::read},
      {Route::replay_decision, "replay_decision", "POST", {"v1", "decisions", "*", "replay"}, Scope::read},
      {Route::review_decision,
       "review_decision",
       "POST",
       {"v1", "decisions", "*", "review"},
       Scope::review,
       kReviewBody},
      {Route::list_reviews, "list_reviews", "GET", {"v1", "reviews"}, Scope::review},
      {Route::record_outcome, "record_outcome", "POST", {"v1", "outcomes"}, Scope::outcome, kSmallBody},
      {Route::record_outcomes, "record_outcomes", "POST", {"v1", "outcomes", "batch"}, Scope::outcome, kOutcomesBody},
      {Route::explain_decision, "explain_decision", "GET", {"v1", "decisions", "*", "explanation"}, Scope::score},
      {Route::list_programmes, "list_programmes", "GET", {"v1", "programmes"}, Scope::decide},
      {Route::show_programme, "show_programme", "GET", {"v1", "programmes", "*"}, Scope::decide},
      {Route::add_version, "add_version", "POST", {"v1", "programmes", "*", "versions"}, Scope::release, kModelBody},
      {Route::propose_active, "propose_active", "PUT", {"v1", "programmes", "*", "active"}, Scope::release, kSmallBody},
      {Route::approve_active,
       "approve_active",
       "PUT",
       {"v1", "programmes", "*", "active", "approval"},
       Scope::approve,
       kSmallBody},
      {Route::withdraw, "withdraw", "DELETE", {"v1", "programmes", "*", "active"}, Scope::release},
      {Route::set_challenger,
       "set_challenger",
       "PUT",
       {"v1", "programmes", "*", "challenger"},
       Scope::release,
       kSmallBody},
      {Route::end_challenger, "end_challenger", "DELETE", {"v1", "programmes", "*", "challenger"}, Scope::release},
      {Route::live, "live", "GET", {"v1", "health", "live"}, std::nullopt},
      {Route::ready, "ready", "GET", {"v1", "health", "ready"}, std::nullopt},
      {Route::metrics, "metrics", "GET", {"metrics"}, std::nullopt},
      {Route::openapi, "openapi", "GET", {"openapi.yaml"}, std::nullopt},
  };
  return all;
}

RouteMatch find_route(std::string_view method, std::string_view target) {
  RouteMatch match;
  const std::size_t mark = target.find('?');
  if (mark != std::string_view::npos) match.query = target.substr(mark + 1);
  const std::vector<std::string_view> parts = split(target.substr(0, mark));
  for (const RouteEntry& entry : routes()) {
    if (!matches(entry.path, parts)) continue;
    match.path_exists = true;
    match.allowed_methods += (match.allowed_methods.empty() ? "" : ", ") + std::string(entry.method);
    if (entry.method != method) continue;
    match.entry = &entry;
    for (std::size_t index = 0; index < parts.size(); ++index) {
      if (entry.path[index] == "*") match.parts.push_back(parts[index]);
    }
    return match;
  }
  return match;
}

}  // namespace prescore::service
