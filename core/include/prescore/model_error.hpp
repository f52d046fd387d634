// Where a model is wrong.
#pragma once

#include <cstdint>

#include "prescore/codes.hpp"

namespace prescore {

/// The first rule that a model breaks.
struct ModelError {
  ModelErrorCode code = ModelErrorCode::not_a_model;
  Section section = Section::header;
  /// The question, tree, knot or offer within the section, from 0; 0 too for bytes that are not in the form of the
  /// section (see `offset`). In the policy the changes are counted after the
  /// offers, in the reference the vectors after the questions. Of a section that this version does not know
  /// (newer_version in the header), the four letters of its id, the first in the lowest byte; else 0 there.
  std::uint32_t index = 0;
  /// In a packed file the byte at which reading stopped; where all was read, and `check` found the error, the first
  /// byte of the section's content. 0 for models that were not read from bytes.
  std::uint32_t offset = 0;
};

}  // namespace prescore
