// What the readers of bodies share: the body as a JSON object, its members, and a list of all that is wrong with it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "json/json_place.hpp"
#include "service/api/problem.hpp"

namespace prescore::service {

/// Collects what is wrong with a body. No message quotes a value: only the names of members that the service knows, and
/// places.
class BodyErrors {
 public:
  void add(std::string place, std::string detail) {
    errors_.push_back({{"place", std::move(place)}, {"detail", std::move(detail)}});
  }
  [[nodiscard]] bool empty() const noexcept { return errors_.empty(); }
  [[nodiscard]] Problem problem() const;

 private:
  Json errors_ = Json::array();
};

/// The body as a JSON object, or a problem.
[[nodiscard]] std::variant<Json, Problem> parse_body(std::string_view body);

/// The text at `key`, or an error; empty where the member may be left out and is.
[[nodiscard]] std::string read_text(const Json& object, const char* key, bool is_required, std::size_t limit,
                                    const std::string& place, BodyErrors& errors);

/// Adds an error where the object has a member that is not among `known`.
void allow_members(const Json& object, std::initializer_list<std::string_view> known, const std::string& place,
                   BodyErrors& errors);

}  // namespace prescore::service
