// What the core's model errors mean, for the person who can mend the model.
#pragma once

#include <string>
#include <string_view>

#include "prescore/model_error.hpp"

namespace prescore {

/// A clause without a capital letter and a full stop, to follow the place: "numbers that must rise do not".
/// docs/model-format.md lists the same words.
[[nodiscard]] std::string_view explain(ModelErrorCode code) noexcept;

/// "out_of_range: a number lies outside what its place allows"
[[nodiscard]] std::string described(ModelErrorCode code);

/// "M.bin, byte 17 (section forest, entry 2): broken_tree: ..., and the mend": why a packed model is refused. `source`
/// names it.
[[nodiscard]] std::string packed_model_refusal(const ModelError& error, const std::string& source);

}  // namespace prescore
