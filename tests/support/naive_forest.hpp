// The forest as a textbook walks it: the slow reference that the core's loop is compared with.
#pragma once

#include <cstdint>
#include <span>

#include "prescore/forest.hpp"

namespace prescore::test {

/// What `Forest::score` must return.
[[nodiscard]] std::int64_t naive_score(const Forest& forest, std::span<const std::uint8_t> codes);

/// What `Forest::questions_asked` must return.
[[nodiscard]] QuestionSet naive_questions_asked(const Forest& forest, std::span<const std::uint8_t> codes);

}  // namespace prescore::test
