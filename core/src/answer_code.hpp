// One answer -> its code: the rule by which one applicant is encoded, and tables for many are made.
#pragma once

#include <cstddef>
#include <cstdint>

#include "count_before.hpp"
#include "prescore/applicant.hpp"
#include "prescore/encoding.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {

/// Whether the training data held such an answer.
[[nodiscard]] inline bool is_covered(const Question& question, const FeatureEncoding& feature,
                                     std::int32_t value) noexcept {
  if (value == kMissing) return feature.missing_seen;
  if (question.kind == QuestionKind::choice) return feature.option_codes[static_cast<std::size_t>(value)] != 0;
  return feature.minimum_seen <= value && value <= feature.maximum_seen;
}

/// Its code; of use only where it is covered.
[[nodiscard]] inline std::uint8_t code_of(const Question& question, const FeatureEncoding& feature,
                                          std::int32_t value) noexcept {
  if (value == kMissing) return kMissingCode;
  if (question.kind == QuestionKind::choice) return feature.option_codes[static_cast<std::size_t>(value)];
  return static_cast<std::uint8_t>(1 + count_before(feature.cuts, [&](std::int32_t cut) { return cut < value; }));
}

}  // namespace prescore
