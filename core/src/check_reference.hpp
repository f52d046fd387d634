// The rules of a programme's reference; a part of `check`.
#pragma once

#include <optional>

#include "prescore/model_error.hpp"
#include "prescore/programme.hpp"

namespace prescore {

/// The first violation in the section `reference`, or nothing. All other sections must have passed.
///   inconsistent_count  not one answer a question, no vector or more than kMaxReferenceVectors, no weight
///   out_of_range        an answer outside the question or the training data, a code that no answer has
///   too_large           more than kMaxExplainedPairs nodes times vectors
///   sum_overflow        contributions could leave the 64 bits that they are computed in
[[nodiscard]] std::optional<ModelError> check_reference(const Programme& programme) noexcept;

}  // namespace prescore
