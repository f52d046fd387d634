// What the checks of all sections share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "prescore/check.hpp"
#include "prescore/forest.hpp"
#include "prescore/model_error.hpp"

namespace prescore {

// Kept out of line: the bytes of each copy would be loaded by every page.

/// The error that a check returns: `code`, at entry `index` of `section`.
[[nodiscard]] std::optional<ModelError> refuse(ModelErrorCode code, Section section, std::size_t index) noexcept;

/// The largest distance from zero that a leaf of `tree` adds to a score.
[[nodiscard]] std::int64_t largest_leaf(const Tree& tree) noexcept;

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
