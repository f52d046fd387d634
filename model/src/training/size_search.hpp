// The smallest forest that is as good as the best.
#pragma once

#include "applicants/training_rows.hpp"
#include "training/programme_folder.hpp"
#include "trees/forest_trainer.hpp"

namespace prescore {

/// Tries depths and numbers of trees and sets `folder.settings` to the one with the fewest nodes whose AUROC lies
/// within 0.001 of the best; the other settings stay. Judged only on rows later than those that a forest was grown on,
/// over three origins in time (rolling-origin evaluation: Tashman, "Out-of-sample tests of forecasting accuracy",
/// 2000). Returns every size tried with its figures. Throws InputError where the rows lie on too few days.
[[nodiscard]] Json search_size(ProgrammeFolder& folder, const TrainingRows& rows, const TrainingRun& run);

}  // namespace prescore
