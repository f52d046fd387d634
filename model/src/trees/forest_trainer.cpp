#include "trees/forest_trainer.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>

#include "base/parallel.hpp"
#include "base/progress.hpp"
#include "base/random.hpp"
#include "trees/bagging.hpp"
#include "trees/boosting.hpp"

namespace prescore {
namespace {

constexpr std::uint32_t kFolds = 5;

/// Shows how many of all trees of a run are grown, by all threads together.
class TreeCount {
 public:
  TreeCount(std::uint64_t trees, bool is_shown) : progress_("training", trees), is_shown_(is_shown) {}

  void add_one() {
    const std::scoped_lock lock(counting_);
    ++grown_;
    if (is_shown_) progress_.show(grown_);
  }

 private:
  Progress progress_;
  bool is_shown_;
  std::mutex counting_;
  std::uint64_t grown_ = 0;
};

/// How many of a cell's rows of one outcome are in `fold`: an equal share, and the remainder one by one from
/// `first_fold` on.
std::uint32_t rows_in_fold(std::uint32_t rows, std::uint32_t first_fold, std::uint32_t fold) {
  const std::uint32_t place = (fold + kFolds - first_fold) % kFolds;
  return rows / kFolds + (place < rows % kFolds ? 1U : 0U);
}

/// Divides the rows of every cell and outcome into folds, the same way for the same seed. Returns the rows outside
/// `fold`.
std::vector<OutcomeCounts> counts_outside_fold(const std::vector<OutcomeCounts>& counts, std::uint32_t fold,
                                               std::uint64_t seed) {
  Random random(mix(seed ^ 0xF01D));
  std::vector<OutcomeCounts> kept = counts;
  for (std::size_t cell = 0; cell < counts.size(); ++cell) {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      kept[cell][outcome] -= rows_in_fold(counts[cell][outcome], random.below(kFolds), fold);
    }
  }
  return kept;
}

/// Sums of scores by cell and outcome. Sums of integers do not depend on the order of the folds.
using ScoreSums = std::vector<std::array<std::int64_t, 2>>;

/// Adds the scores of the rows of one fold, from a forest that was grown on the other folds.
void add_fold(const Cells& cells, const std::vector<OutcomeCounts>& counts, const TrainingSettings& settings,
              std::uint32_t fold, std::uint64_t seed, TreeCount& count, std::mutex& merging, ScoreSums& sums) {
  const std::vector<OutcomeCounts> kept = counts_outside_fold(counts, fold, seed);
  const Forest forest = grow_boosted(cells, kept, settings, mix(seed ^ (fold + 1)), [&] { count.add_one(); });
  const std::scoped_lock lock(merging);
  for (std::size_t cell = 0; cell < counts.size(); ++cell) {
    if (kept[cell] == counts[cell]) continue;
    const std::int64_t score = forest.score(cells.codes_of(cell));
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      sums[cell][outcome] += score * (counts[cell][outcome] - kept[cell][outcome]);
    }
  }
}

HeldOutScores cross_fit(const Cells& cells, const std::vector<OutcomeCounts>& counts, const TrainingSettings& settings,
                        const TrainingRun& run, TreeCount& count) {
  ScoreSums sums(cells.size());
  std::mutex merging;
  std::atomic<std::uint32_t> next_fold = 0;
  const auto work = [&] {
    for (std::uint32_t fold = next_fold++; fold < kFolds; fold = next_fold++) {
      add_fold(cells, counts, settings, fold, run.seed, count, merging, sums);
    }
  };
  run_on_threads(std::min(run.threads, kFolds), work);
  HeldOutScores scores(cells.size(), {kNoScore, kNoScore});
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      if (counts[cell][outcome] == 0) continue;
      scores[cell][outcome] = static_cast<float>(static_cast<double>(sums[cell][outcome]) / counts[cell][outcome]);
    }
  }
  return scores;
}

}  // namespace

Forest train_forest(const Cells& cells, const std::vector<OutcomeCounts>& counts, const TrainingSettings& settings,
                    const TrainingRun& run) {
  if (settings.method == Method::bagging) return grow_bagged(cells, counts, settings, run, nullptr);
  TreeCount count(settings.trees, run.show_progress);
  return grow_boosted(cells, counts, settings, run.seed, [&] { count.add_one(); });
}

JudgedForest train_judged_forest(const Cells& cells, const std::vector<OutcomeCounts>& counts,
                                 const TrainingSettings& settings, const TrainingRun& run) {
  JudgedForest judged;
  if (settings.method == Method::bagging) {
    judged.forest = grow_bagged(cells, counts, settings, run, &judged.held_out);
  } else {
    TreeCount count(std::uint64_t{settings.trees} * (1 + kFolds), run.show_progress);
    judged.forest = grow_boosted(cells, counts, settings, run.seed, [&] { count.add_one(); });
    judged.held_out = cross_fit(cells, counts, settings, run, count);
  }
  return judged;
}

double log_odds(double score, const Forest& forest, Method method) {
  if (method == Method::boosting) return score / forest.leaf_scale;
  const double scale = static_cast<double>(forest.trees.size()) * forest.leaf_scale;
  // The log-odds of 0 and 1 are infinite.
  const double mean = std::clamp(score / scale, 1e-6, 1.0 - 1e-6);
  return std::log(mean / (1.0 - mean));
}

}  // namespace prescore
