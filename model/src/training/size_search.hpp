// The smallest forest that is as good as the best.
#pragma once

#include "forest_trainer.hpp"
#include "programme_folder.hpp"
#include "training_rows.hpp"

namespace prescore {

/// Tries depths and numbers of trees and sets `folder.settings` to the one with the fewest nodes whose AUROC lies
/// within 0.001 of the best; the other settings stay. Judged only on rows later than those that a forest was grown on,
/// over three origins in time (rolling-origin evaluation: Tashman, "Out-of-sample tests of forecasting accuracy",
/// 2000). Returns every size tried with its figures. Throws InputError where the rows lie on too few days.
[[nodiscard]] Json search_size(ProgrammeFolder& folder, const TrainingRows& rows, const TrainingRun& run);

}  // namespace prescore
