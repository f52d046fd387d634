// What the checks of all sections share.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "prescore/model_error.hpp"

namespace prescore {

/// The error that a check returns: `code`, at entry `index` of `section`.
[[nodiscard]] inline std::optional<ModelError> refuse(ModelErrorCode code, Section section,
                                                      std::size_t index) noexcept {
  return ModelError{code, section, static_cast<std::uint32_t>(index), 0};
}

/// Whether `text` is [a-z0-9_-]{1,64}.
[[nodiscard]] bool is_name(std::string_view text) noexcept;

/// malformed_name or duplicate_name, or nothing: the id of entry `index` must be a name that no earlier entry has.
template <typename Entries>
[[nodiscard]] std::optional<ModelErrorCode> judge_id(const Entries& entries, std::size_t index) noexcept {
  if (!is_name(entries[index].id)) return ModelErrorCode::malformed_name;
  for (std::size_t earlier = 0; earlier < index; ++earlier) {
    if (entries[earlier].id == entries[index].id) return ModelErrorCode::duplicate_name;
  }
  return std::nullopt;
}

}  // namespace prescore
