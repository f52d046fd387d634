// Checks of the data before a forest is trained.
#pragma once

#include <string>

#include "applicants/training_rows.hpp"
#include "training/programme_folder.hpp"

namespace prescore {

/// Throws InputError, one sentence that names the row or the column, if there are no rows or too few, if all have the
/// same outcome or the same answers, or if a column is empty or constant. Where every row was left out, the sentence
/// lists the causes. `data` names the file.
void require_trainable(const TrainingRows& rows, const ProgrammeFolder& programme, const std::string& data);

}  // namespace prescore
