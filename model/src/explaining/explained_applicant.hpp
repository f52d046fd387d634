// One applicant's decision taken apart, as `prescore explain` tells it.
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
/// as an empty cell of a data file is. Throws InputError, naming everything that is wrong with them and how to mend it.
[[nodiscard]] Applicant read_answers(const std::vector<std::string>& answers, const Questionnaire& questionnaire);

/// Reads row `number`, from 1, of a data file. Throws InputError with the row and the column, FileError where reading
/// fails.
[[nodiscard]] Applicant read_applicant(const NamedStream& data, std::uint64_t number,
                                       const Questionnaire& questionnaire);

/// "programme", "outcome", "basis", "offer", "pd", then, where the answers are covered, "reference_score", "score" and
/// "contributions" in points of the score, the strongest first, which add up to the last digit; beside each its "exact"
/// value, in 1 / ("denominator" x "leaf_scale") of a point. "against" and "in_favour" list reasons, the strongest
/// first, each with its "codes" and, where `texts` are given, its "text". "questions" are those that the outcome rests
/// on.
[[nodiscard]] Json explain_applicant(const Programme& programme, const Applicant& applicant,
                                     const std::optional<ReasonTexts>& texts);

/// The same for people at a terminal.
[[nodiscard]] std::string explanation_table(const Json& explained);

}  // namespace prescore
