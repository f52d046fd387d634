// Columns and cells of data files, as a programme names them. A model file may hold any, but in a folder that an
// analyst writes, names that cannot match as they are meant are mistakes.
#pragma once

#include "json/json_place.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {

/// Checks questionnaire.json. Errors: a column without a name, a column that a question names twice, an option with the
/// same cells as an earlier one, which no row would ever have.
void check_data_names(const JsonPlace& questionnaire);

/// Checks training.json. Errors: a column without a name, one column for date and outcome, and an outcome that is also
/// the answer to a question.
void check_outcome_columns(const JsonPlace& settings, const Questionnaire& questionnaire);

}  // namespace prescore
