// Bagging: trees side by side on random samples of the rows (Breiman, "Random forests", 2001).
//
// Terms. A *bootstrap sample* holds each row a random number of times, once on average. A row is *out of bag* for a
// tree whose sample does not hold it. Steps. 1. Draw a sample for each tree. 2. Grow the tree on it; a leaf is the
// weighted share of defaults. 3. Add the tree's values to the out-of-bag sums of the rows that it did not see. The
// forest is the sum of its trees. Why this way. Each tree depends on the seed and its own index alone, so any number of
// threads gives the same forest. The out-of-bag scores cost one pass per tree and save growing further forests for
// calibration. Sums are in 32 bits if the largest cell allows it, because all of them are read and written for every
// tree.
#pragma once

#include "trees/forest_trainer.hpp"

namespace prescore {

/// Grows `settings.trees` trees. The same seed gives the same forest on any number of threads. If `held_out` is not
/// null, it receives the out-of-bag scores.
[[nodiscard]] Forest grow_bagged(const Cells& cells, const std::vector<OutcomeCounts>& counts,
                                 const TrainingSettings& settings, const TrainingRun& run, HeldOutScores* held_out);

}  // namespace prescore
