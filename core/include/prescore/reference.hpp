// What an applicant's answers are compared with when a decision is explained. How it is chosen: docs/reasons.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "prescore/questionnaire.hpp"

namespace prescore {

/// At most this many vectors in a reference population, so that a set of them fits a word of 64 bits.
inline constexpr std::size_t kMaxReferenceVectors = 64;

/// The weights of a population sum to at most this.
inline constexpr std::uint32_t kMaxReferenceWeight = 65536;

/// The nodes of the forest times the vectors of the population are at most this, because an explainer takes memory in
/// proportion.
inline constexpr std::size_t kMaxExplainedPairs = std::size_t{1} << 25;

/// One coded answer to each question, standing for `weight` applicants.
struct ReferenceVector {
  /// At least 1.
  std::uint32_t weight = 1;
  /// As in `Features`: codes by question; entries beyond the questionnaire's size are 0.
  std::array<std::uint8_t, kMaxQuestions> codes{};
};

struct Reference {
  /// One for each question, as in `Applicant` and never kMissing: the answer that replaces the applicant's own when a
  /// reason is tested.
  std::vector<std::int32_t> answers;
  /// 1 to kMaxReferenceVectors: contributions are measured from the mean of their scores.
  std::vector<ReferenceVector> population;
};

}  // namespace prescore
