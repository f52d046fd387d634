// Shapley values straight from their definition: what the explainer is checked against.
#pragma once

#include <array>
#include <cstdint>

#include "prescore/forest.hpp"
#include "prescore/reference.hpp"

namespace prescore::test {

__extension__ using Wide = __int128;

/// Exact, as fractions: the contribution of question q is `numerators[q] / denominator`.
struct NaiveShapley {
  std::array<Wide, kMaxQuestions> numerators{};
  Wide denominator = 1;
};

/// The questions that any split of `forest` asks.
[[nodiscard]] QuestionSet questions_of(const Forest& forest);

/// Sums over all coalitions of the questions that the forest asks: no more than about ten of them, or it takes for
/// ever.
[[nodiscard]] NaiveShapley naive_shapley(const Forest& forest, const Reference& reference, const Features& features);

}  // namespace prescore::test
