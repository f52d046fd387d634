// Boosting: each tree is grown on the error of the trees before it (Friedman, "Greedy function approximation: a
// gradient boosting machine", 2001; second order as in Chen, Guestrin, "XGBoost: a scalable tree boosting system",
// 2016).
//
// Terms. The *score* of a row is its log-odds of default so far. *Gradient* and *hessian* are the first and second
// derivative of its log loss by the score.
// Steps. 1. Start all rows at the log-odds of the weighted base rate. 2. For each tree, draw a sample of the rows and
// compute gradient and hessian of each cell. 3. Grow the tree; a leaf is a Newton step times the learning rate. 4. Add
// the leaves to the scores of all cells, also of those outside the sample, and repeat.
// Why this way. Scores and sums are whole numbers, so they do not depend on the order of addition. Rows of one cell
// have the same score, so a step costs as much as there are cells, however many rows there are.
#pragma once

#include <cstdint>
#include <functional>

#include "trees/forest_trainer.hpp"

namespace prescore {

/// Grows `settings.trees` trees; the same seed gives the same forest. The start, the log-odds of the weighted base
/// rate, is not part of the forest's scores: calibration adds it. Calls `tree_is_grown` after each tree.
[[nodiscard]] Forest grow_boosted(const Cells& cells, const std::vector<OutcomeCounts>& counts,
                                  const TrainingSettings& settings, std::uint64_t seed,
                                  const std::function<void()>& tree_is_grown);

}  // namespace prescore
