// What the core's model errors mean, for the person who can mend the model.
#pragma once

#include <string_view>

#include "prescore/codes.hpp"

namespace prescore {

/// A clause without a capital letter and a full stop, to follow the place: "numbers that must rise do not".
/// docs/model-format.md lists the same words.
[[nodiscard]] std::string_view explain(ModelErrorCode code) noexcept;

}  // namespace prescore
