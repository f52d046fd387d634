// Trees one after another, each on what the ones before left to explain (Friedman, "Greedy function approximation: a
// gradient boosting machine", 2001; second order as in Chen, Guestrin, "XGBoost: a scalable tree boosting system",
// 2016).
#pragma once

#include <cstdint>
#include <functional>

#include "trees/forest_trainer.hpp"

namespace prescore {

/// Starts from the log-odds of the weighted base rate, which is no part of the scores: calibration puts it back.
/// Calls `tree_is_grown` after each tree.
[[nodiscard]] Forest grow_boosted(const Cells& cells, const std::vector<OutcomeCounts>& counts,
                                  const TrainingSettings& settings, std::uint64_t seed,
                                  const std::function<void()>& tree_is_grown);

}  // namespace prescore
