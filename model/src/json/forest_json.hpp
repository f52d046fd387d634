// Encoding, forest and PD table as JSON. Splits name questions and answers by the ids of the questionnaire.
#pragma once

#include "json/json_place.hpp"
#include "prescore/programme.hpp"

namespace prescore {

[[nodiscard]] Json to_json(const Encoding& encoding, const Questionnaire& questionnaire);
[[nodiscard]] Json to_json(const Forest& forest, const Programme& programme);
[[nodiscard]] Json to_json(const PdTable& table);

/// Each throws InputError with the place of the first error. They check what only JSON can get wrong; core's `check`
/// does the rest.
[[nodiscard]] Encoding read_encoding(const JsonPlace& place, const Questionnaire& questionnaire);
[[nodiscard]] Forest read_forest(const JsonPlace& place, const Programme& programme);
[[nodiscard]] PdTable read_pd_table(const JsonPlace& place);

}  // namespace prescore
