// Recorded answers -> the cells that the programme's data files hold for them.
//
// Terms: the *cells* of an answer are what a data file has in the columns of its question; the *target* is the column
// that says what became of an applicant. The questionnaire names the columns of questions; the model's JSON names the
// target and the date, and a packed model does not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/outcome_columns.hpp"
#include "service/engine/catalogue.hpp"
#include "service/store/rows.hpp"

namespace prescore::service {

/// How a programme's data files are written.
struct DataForm {
  Questionnaire questionnaire;
  OutcomeColumns outcome;
  char delimiter = ',';
  char decimal = '.';
};

/// `documents` are the JSON texts that were sent for the version, the newest first; without one that is whole, the
/// usual names of target and date.
[[nodiscard]] DataForm data_form(const LoadedProgramme& programme, const std::vector<std::string>& documents);

/// The columns of all questions, in their order. A questionnaire without columns has one for each question, named as
/// it.
[[nodiscard]] std::vector<std::string> data_columns(const DataForm& form);

/// The cells of all questions, in the order of `data_columns`; blank where nothing was recorded. Nothing where the
/// questionnaire does not take a recorded answer.
[[nodiscard]] std::optional<std::vector<std::string>> data_cells(const DataForm& form, const PersonalPart& personal);

/// The target's cell for the outcome `default` or another one: 1 and 0, or the first of the words that the programme's
/// own data have.
[[nodiscard]] std::string target_cell(const OutcomeColumns& columns, const std::string& outcome);

/// A number scaled by 10^decimals, without zeros at the end of its fraction.
[[nodiscard]] std::string number_text(std::int64_t value, std::size_t decimals, char decimal);

}  // namespace prescore::service
