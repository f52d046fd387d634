// The body that nearly every decision has, read in one pass: an object of plain texts, without escapes and in ASCII.
// The reader of all JSON (bodies.cpp) takes several times as long as the rest of the call's reading.
#pragma once

#include <optional>
#include <string_view>

#include "service/api/bodies.hpp"

namespace prescore::service {

/// The request without its key and its canonical text. Nothing where the body is not of that form, right or wrong: the
/// reader of all JSON judges it then. What is taken here is what that one would take, with the same content.
[[nodiscard]] std::optional<DecisionRequest> read_plain_body(std::string_view body);

}  // namespace prescore::service
