// Chooses the smallest forest that is as good as the best.
#pragma once

#include "applicants/training_rows.hpp"
#include "training/programme_folder.hpp"
#include "trees/forest_trainer.hpp"

namespace prescore {

/// Tries depths and numbers of trees and sets `folder.settings` to the pair with the fewest nodes whose AUROC is within
/// 0.001 of the best; the other settings stay. A forest is judged only on rows later than those it was grown on, at
/// three origins in time (rolling-origin evaluation: Tashman, "Out-of-sample tests of forecasting accuracy", 2000).
/// Returns every size tried with its figures. Throws InputError where the rows have no dates, fall on too few days, or
/// a part of them has only one outcome.
[[nodiscard]] Json search_size(ProgrammeFolder& folder, const TrainingRows& rows, const TrainingRun& run);

}  // namespace prescore
