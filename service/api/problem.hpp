// Errors as the callers get them: RFC 9457 problems. None of them quotes what was sent.
#pragma once

#include <string>
#include <string_view>

#include "json/json_place.hpp"
#include "service/http/message.hpp"

namespace prescore::service {

/// What is wrong, for programs (`code`, a name that stays) and for people (`detail`, a sentence with what to do).
struct Problem {
  unsigned status = 400;
  std::string_view code;
  std::string detail;
  /// More members of the problem; an object or null.
  Json more;
};

[[nodiscard]] Json to_json(const Problem& problem);

/// The caller's rate is used up.
[[nodiscard]] Problem too_often();

/// With `Retry-After` where it is worth trying again.
[[nodiscard]] HttpAnswer to_answer(const Problem& problem);

/// An answer in JSON.
[[nodiscard]] HttpAnswer json_answer(unsigned status, std::string body);

}  // namespace prescore::service
