// Encoding, forest and PD table as JSON, in the words of the questionnaire: splits name questions and answers.
#pragma once

#include "json/json_place.hpp"
#include "prescore/programme.hpp"

namespace prescore {

[[nodiscard]] Json to_json(const Encoding& encoding, const Questionnaire& questionnaire);
[[nodiscard]] Json to_json(const Forest& forest, const Programme& programme);
[[nodiscard]] Json to_json(const PdTable& table);

/// Each throws InputError with the place. They check what JSON can get wrong; `check` (core) does the rest.
[[nodiscard]] Encoding read_encoding(const JsonPlace& place, const Questionnaire& questionnaire);
[[nodiscard]] Forest read_forest(const JsonPlace& place, const Programme& programme);
[[nodiscard]] PdTable read_pd_table(const JsonPlace& place);

/// The place of the question, or of the option, that the text at `place` names.
[[nodiscard]] std::size_t question_index(const JsonPlace& place, const Questionnaire& questionnaire);
[[nodiscard]] std::size_t option_index(const JsonPlace& place, const Question& question);

/// An answer in its unit: a scaled integer as a decimal number.
[[nodiscard]] Json unscaled(std::int64_t value, const Question& question);
[[nodiscard]] std::int32_t read_scaled(const JsonPlace& place, const Question& question);

}  // namespace prescore
