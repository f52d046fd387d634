// The decisions of a programme on rows whose outcome is known.
#pragma once

#include <vector>

#include "applicants/training_rows.hpp"
#include "prescore/batch.hpp"

namespace prescore {

/// What `decide` returns for each row, in their order, found on as many threads as the machine has. Throws what memory
/// throws.
[[nodiscard]] std::vector<BatchDecision> decide_rows(const Programme& programme, const TrainingRows& rows);

}  // namespace prescore
