// Where a model is wrong.
#pragma once

#include <cstdint>

#include "prescore/codes.hpp"

namespace prescore {

/// The first rule that a model breaks.
struct ModelError {
  ModelErrorCode code = ModelErrorCode::not_a_model;
  Section section = Section::header;
  /// The question, tree, knot or offer within the section, from 0. In the policy the changes are counted after the
  /// offers, in the reference the vectors after the questions. Of a section that this version does not know
  /// (newer_version in the header), the four letters of its id, the first in the lowest byte; else 0 there.
  std::uint32_t index = 0;
  /// In a packed file the byte at which reading stopped; 0 for models that were not read from bytes.
  std::uint32_t offset = 0;
};

}  // namespace prescore
