// The calls that there are. The names of the routes are the values of a metric's label, so the set is closed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/api/tokens.hpp"

namespace prescore::service {

enum class Route : std::uint8_t {
  decide,
  decide_batch,
  list_decisions,
  show_decision,
  replay_decision,
  review_decision,
  list_reviews,
  record_outcome,
  record_outcomes,
  explain_decision,
  list_programmes,
  show_programme,
  add_version,
  propose_active,
  approve_active,
  withdraw,
  set_challenger,
  end_challenger,
  live,
  ready,
  metrics,
  openapi,
};

struct RouteEntry {
  Route route;
  std::string_view name;
  std::string_view method;
  /// Parts of the path; "*" takes any one.
  std::vector<std::string_view> path;
  /// What the caller needs; nothing where everybody may ask.
  std::optional<Scope> scope;
  /// In bytes; 0: the call takes no body.
  std::size_t body_limit = 0;
};

/// A route that was found, and what stood for each "*". `path_exists` is set where another method would have been
/// right.
struct RouteMatch {
  const RouteEntry* entry = nullptr;
  std::vector<std::string_view> parts;
  std::string_view query;
  bool path_exists = false;
  /// Of the path, with ", " between them.
  std::string allowed_methods;
};

/// `target` must outlive the match.
[[nodiscard]] RouteMatch find_route(std::string_view method, std::string_view target);

[[nodiscard]] const std::vector<RouteEntry>& routes();

/// A batch has at most this many decisions.
inline constexpr std::size_t kMaxBatch = 1000;

}  // namespace prescore::service
