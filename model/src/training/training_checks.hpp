// Data that no forest should be trained on.
#pragma once

#include <string>

#include "applicants/training_rows.hpp"
#include "training/programme_folder.hpp"

namespace prescore {

/// Throws InputError in one sentence that names the row or the column: no rows or too few, one outcome only, all rows
/// alike, an empty or constant column, an answer that is no option.
/// `data` names the file in messages.
void require_trainable(const TrainingRows& rows, const ProgrammeFolder& programme, const std::string& data);

}  // namespace prescore
