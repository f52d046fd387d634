// An explanation in decimals that still add up to the last digit.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "prescore/explain.hpp"

namespace prescore {

/// In millionths of the unit that the forest's leaf_scale states. `reference_score` and all of `contributions` add up
/// to `score`, and each of them is less than one millionth off.
struct SpelledExplanation {
  std::int64_t reference_score = 0;
  /// In the order that was asked for.
  std::vector<std::int64_t> contributions;
  std::int64_t score = 0;
};

/// `order` names each question once. An explanation of the same forest as `leaf_scale`.
[[nodiscard]] SpelledExplanation spell(const Explanation& explanation, std::int32_t leaf_scale,
                                       std::span<const std::size_t> order);

/// The questions of a questionnaire of `questions`, the largest contribution on either side first; among equals the
/// earlier question.
[[nodiscard]] std::vector<std::size_t> strongest_first(const Explanation& explanation, std::size_t questions);

/// "-1.250000"; with `plus`, "+1.250000" for what is above zero.
[[nodiscard]] std::string decimal_of(std::int64_t millionths, bool plus = false);

}  // namespace prescore
