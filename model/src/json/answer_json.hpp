// Questions, options and answers as JSON names them: by id, and in the question's unit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "json/json_place.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {

/// The index of the question, or of the option, whose id is the text at `place`. Nothing, and an error, if there is
/// none. No error where ids could not be read, because the right one may be among them.
[[nodiscard]] std::optional<std::size_t> find_question(const JsonPlace& place, const Questionnaire& questionnaire);
[[nodiscard]] std::optional<std::size_t> find_option(const JsonPlace& place, const Question& question);

/// The same, but throws InputError if there is none.
[[nodiscard]] std::size_t question_index(const JsonPlace& place, const Questionnaire& questionnaire);
[[nodiscard]] std::size_t option_index(const JsonPlace& place, const Question& question);

/// An answer in its unit: a scaled integer as a decimal number.
[[nodiscard]] Json unscaled(std::int64_t value, const Question& question);
[[nodiscard]] std::int32_t read_scaled(const JsonPlace& place, const Question& question);

/// A closed range of answers to a number question, scaled.
struct AnswerLimits {
  std::int32_t minimum = 0;
  std::int32_t maximum = 0;
};

/// Reads the entries "minimum" and "maximum" of an object. They must be in order, and within the question's own limits.
[[nodiscard]] AnswerLimits read_limits(const JsonPlace& place, const Question& question);

}  // namespace prescore
