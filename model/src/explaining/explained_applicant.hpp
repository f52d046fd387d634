// One applicant's decision and what each answer adds to the score, as `prescore explain` prints it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "csv/named_stream.hpp"
#include "json/json_place.hpp"
#include "json/texts.hpp"
#include "prescore/evaluate.hpp"

namespace prescore {

/// Reads answers such as "age=27" or "income=50 000 ₽", as people write them; an empty one ("education=") is missing,
/// as an empty cell of a data file is. Throws InputError with everything that is wrong with them and how to fix it.
[[nodiscard]] Applicant read_answers(const std::vector<std::string>& answers, const Questionnaire& questionnaire);

/// Reads row `number`, from 1, of a data file. Throws InputError with the row and the column, FileError where reading
/// fails.
[[nodiscard]] Applicant read_applicant(const NamedStream& data, std::uint64_t number,
                                       const Questionnaire& questionnaire);

/// "programme", "outcome", "basis", "offer", "pd" and "questions", the questions that the outcome rests on. If the
/// model covers the answers, also "reference_score", "score" and "contributions" in points of the score, the strongest
/// first, which add up to the last digit; each with its "exact" value, in 1 / ("denominator" x "leaf_scale") of a
/// point. "against" and "in_favour" list reasons, the strongest first, each with its "codes" and, with `texts`, its
/// "text".
[[nodiscard]] Json explain_applicant(const Programme& programme, const Applicant& applicant,
                                     const std::optional<ReasonTexts>& texts);

/// The same as a table for people.
[[nodiscard]] std::string explanation_table(const Json& explained);

}  // namespace prescore
