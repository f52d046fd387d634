// Cells and their outcomes -> a forest, by either method, and its held-out scores.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "prescore/forest.hpp"
#include "trees/cells.hpp"
#include "trees/settings.hpp"

namespace prescore {

/// A bagged leaf is a probability in units of 1 / kRiskScale: 12 bits, so that it packs into two bytes.
inline constexpr std::int32_t kRiskScale = 4096;

/// A boosted leaf is a step in log-odds in units of 1 / kLogOddsScale: most steps pack into one byte.
inline constexpr std::int32_t kLogOddsScale = 512;

/// Scores by cell and outcome, on the scale of the whole forest, from trees that were grown without the scored rows;
/// kNoScore where there is no such tree.
using HeldOutScores = std::vector<std::array<float, 2>>;
inline constexpr float kNoScore = std::numeric_limits<float>::quiet_NaN();

/// How to run a training. Only the seed changes the forest.
struct TrainingRun {
  std::uint64_t seed = 1;
  /// 1 or more; the forest does not depend on it.
  unsigned threads = 1;
  /// Whether to show progress if a person watches at a terminal.
  bool show_progress = false;
};

/// Trains `settings.trees` trees on `counts`, which has one entry per cell and at least one row of each outcome.
[[nodiscard]] Forest train_forest(const Cells& cells, const std::vector<OutcomeCounts>& counts,
                                  const TrainingSettings& settings, const TrainingRun& run);

/// A forest with its held-out scores.
struct JudgedForest {
  Forest forest;
  HeldOutScores held_out;
};

/// The same forest, and scores of each row from trees that did not see it: for bagging from the trees that have the row
/// out of bag (Breiman, "Out-of-bag estimation", 1996), for boosting, whose trees depend on each other, from kFolds
/// further forests (cross-fitting: Stone, "Cross-validatory choice and assessment of statistical predictions", 1974).
[[nodiscard]] JudgedForest train_judged_forest(const Cells& cells, const std::vector<OutcomeCounts>& counts,
                                               const TrainingSettings& settings, const TrainingRun& run);

/// The held-out scores of boosted forests of several sizes, as of `train_judged_forest`: one entry for each number of
/// trees. `tree_counts` must be ascending and not empty; the forests of each fold are grown once, with the last number
/// of trees.
[[nodiscard]] std::vector<HeldOutScores> cross_fit_boosted(const Cells& cells, const std::vector<OutcomeCounts>& counts,
                                                           TrainingSettings settings, const TrainingRun& run,
                                                           std::span<const std::uint32_t> tree_counts);

/// A score in log-odds, before calibration.
[[nodiscard]] double log_odds(double score, const Forest& forest, Method method);

}  // namespace prescore
