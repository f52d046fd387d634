// A validated set of answers: typed and in range, by question.
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "prescore/questionnaire.hpp"

namespace prescore {

/// Stands for "no answer". Only data files and rows of integers have it: `validate` refuses an empty answer. The forest
/// handles it like any other answer, as far as the training data held rows without this answer.
inline constexpr std::int32_t kMissing = std::numeric_limits<std::int32_t>::min();

/// `values[q]` answers question q of the questionnaire: a number scaled by 10^decimals, in the closed range of the
/// question; or the index of the chosen option, from 0; or kMissing. Entries beyond the questionnaire's size are
/// ignored.
struct Applicant {
  std::array<std::int32_t, kMaxQuestions> values{};
};

/// A set of questions; bit q stands for question q.
using QuestionSet = std::uint32_t;
static_assert(kMaxQuestions <= 32, "a QuestionSet holds one bit a question");

}  // namespace prescore
