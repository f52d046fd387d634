// An explanation in decimals, rounded so that the contributions still add up to the last digit.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "prescore/explain.hpp"

namespace prescore {

/// In millionths of the unit that the forest's leaf_scale states. `reference_score` and all of `contributions` add up
/// to `score`. Each is less than one millionth from its exact value.
struct RoundedExplanation {
  std::int64_t reference_score = 0;
  /// In the order of the argument `order`.
  std::vector<std::int64_t> contributions;
  std::int64_t score = 0;
};

/// `order` names each question once. `explanation` and `leaf_scale` belong to the same forest.
[[nodiscard]] RoundedExplanation round_explanation(const Explanation& explanation, std::int32_t leaf_scale,
                                                   std::span<const std::size_t> order);

/// The indices of a questionnaire's `questions` questions, the largest contribution in size first; among equals the
/// earlier question.
[[nodiscard]] std::vector<std::size_t> strongest_first(const Explanation& explanation, std::size_t questions);

/// "-1.250000"; with `plus`, "+1.250000" for a value above zero.
[[nodiscard]] std::string decimal_of(std::int64_t millionths, bool plus = false);

}  // namespace prescore
