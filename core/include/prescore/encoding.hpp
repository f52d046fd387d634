// Applicant -> features: each answer becomes a code of one byte. Numbers are cut where the forest cuts them, so answers
// with the same code are the same to the forest.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "prescore/applicant.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {

/// The code of a missing answer; codes of answers start at 1.
inline constexpr std::uint8_t kMissingCode = 0;

/// A feature has at most this many codes besides the missing one, so that a code fits a byte.
inline constexpr std::size_t kMaxCodes = 254;

/// How one question's answers become codes, and which of them the training data held.
struct FeatureEncoding {
  // A number: code 1 for values <= cuts[0], 2 for values <= cuts[1], ..., cuts.size() + 1 above the last cut.
  /// Ascending, at most kMaxCodes - 1, each in [minimum_seen, maximum_seen).
  std::vector<std::int32_t> cuts;
  /// Closed range of the training data.
  std::int32_t minimum_seen = 0;
  std::int32_t maximum_seen = 0;

  // A choice: the code of each option, in 1..n, or 0 for an option that the training data did not hold. Options with
  // the same code are a group: the forest cannot tell them apart. Each of 1..n is the code of at least one option.
  std::vector<std::uint8_t> option_codes;

  /// Whether the training data held rows without this answer.
  bool missing_seen = false;
};

/// One a question, in the questionnaire's order.
using Encoding = std::vector<FeatureEncoding>;

/// `codes[q]` for question q; entries beyond the questionnaire's size are 0.
struct Features {
  std::array<std::uint8_t, kMaxQuestions> codes{};
  /// The questions whose answers the training data did not hold. Unless this is empty, the codes mean nothing.
  QuestionSet not_covered = 0;
};

/// Encodes an applicant. All three must belong together, and the values must be in their questions' ranges or kMissing.
/// A missing answer has the code kMissingCode, and is covered where `missing_seen`.
[[nodiscard]] Features encode(const Questionnaire& questionnaire, const Encoding& encoding,
                              const Applicant& applicant) noexcept;

/// The number of codes of a feature besides the missing one, 1 to kMaxCodes.
[[nodiscard]] std::size_t code_count(const Question& question, const FeatureEncoding& encoding) noexcept;

}  // namespace prescore
