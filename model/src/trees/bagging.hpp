// Trees side by side on bootstrap samples (Breiman, "Random forests", 2001).
#pragma once

#include "trees/forest_trainer.hpp"

namespace prescore {

/// Tree t depends on the seed and t alone, so the same seed gives the same forest on any number of threads.
/// Where `held_out` is asked for it receives the out-of-bag scores.
[[nodiscard]] Forest grow_bagged(const Cells& cells, const std::vector<OutcomeCounts>& counts,
                                 const TrainingSettings& settings, const TrainingRun& run, HeldOutScores* held_out);

}  // namespace prescore
