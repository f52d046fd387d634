#include "trees/forest_trainer.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <utility>

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

/// The forest in pieces that end after so many trees. The sum of the first pieces is the forest of that many.
std::vector<Forest> cut(Forest forest, std::span<const std::uint32_t> tree_counts) {
  std::vector<Forest> pieces;
  std::size_t first = 0;
  for (const std::uint32_t count : tree_counts) {
    Forest& piece = pieces.emplace_back(Forest{forest.leaf_scale, {}});
    for (; first < count; ++first) piece.trees.push_back(std::move(forest.trees[first]));
  }
  return pieces;
}

/// Grows forests without one fold after another, and adds up the scores of the rows that they did not see.
class CrossFitter {
 public:
  /// The references must outlive the object. `settings.trees` is the last of `tree_counts`.
  CrossFitter(const Cells& cells, const std::vector<OutcomeCounts>& counts, const TrainingSettings& settings,
              std::span<const std::uint32_t> tree_counts, TreeCount& progress)
      : cells_(cells),
        counts_(counts),
        settings_(settings),
        tree_counts_(tree_counts),
        progress_(progress),
        sums_(tree_counts.size(), ScoreSums(cells.size())) {}

  /// Any number of threads may call this at the same time.
  void add_fold(std::uint32_t fold, std::uint64_t seed) {
    const std::vector<OutcomeCounts> kept = counts_outside_fold(counts_, fold, seed);
    Forest forest = grow_boosted(cells_, kept, settings_, mix(seed ^ (fold + 1)), [&] { progress_.add_one(); });
    const std::vector<Forest> pieces = cut(std::move(forest), tree_counts_);
    const std::scoped_lock lock(merging_);
    for (std::size_t cell = 0; cell < counts_.size(); ++cell) {
      if (kept[cell] != counts_[cell]) add_cell(cell, kept[cell], pieces);
    }
  }

  /// After `settings.trees` of `tree_counts[place]`, once all folds are added.
  [[nodiscard]] HeldOutScores scores(std::size_t place) const {
    HeldOutScores scores(cells_.size(), {kNoScore, kNoScore});
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
      for (std::size_t outcome = 0; outcome < 2; ++outcome) {
        const std::uint32_t rows = counts_[cell][outcome];
        if (rows == 0) continue;
        scores[cell][outcome] = static_cast<float>(static_cast<double>(sums_[place][cell][outcome]) / rows);
      }
    }
    return scores;
  }

 private:
  void add_cell(std::size_t cell, const OutcomeCounts& kept, const std::vector<Forest>& pieces) {
    std::int64_t score = 0;
    for (std::size_t place = 0; place < pieces.size(); ++place) {
      score += pieces[place].score(cells_.codes_of(cell));
      for (std::size_t outcome = 0; outcome < 2; ++outcome) {
        sums_[place][cell][outcome] += score * (counts_[cell][outcome] - kept[outcome]);
      }
    }
  }

  const Cells& cells_;
  const std::vector<OutcomeCounts>& counts_;
  const TrainingSettings& settings_;
  std::span<const std::uint32_t> tree_counts_;
  TreeCount& progress_;
  std::mutex merging_;
  /// By number of trees.
  std::vector<ScoreSums> sums_;
};

std::vector<HeldOutScores> cross_fit(const Cells& cells, const std::vector<OutcomeCounts>& counts,
                                     const TrainingSettings& settings, const TrainingRun& run,
                                     std::span<const std::uint32_t> tree_counts, TreeCount& progress) {
  CrossFitter fitter(cells, counts, settings, tree_counts, progress);
  std::atomic<std::uint32_t> next_fold = 0;
  const auto work = [&] {
    for (std::uint32_t fold = next_fold++; fold < kFolds; fold = next_fold++) fitter.add_fold(fold, run.seed);
  };
  run_on_threads(std::min(run.threads, kFolds), work);
  std::vector<HeldOutScores> scores;
  for (std::size_t place = 0; place < tree_counts.size(); ++place) scores.push_back(fitter.scores(place));
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
    const std::array<std::uint32_t, 1> all = {settings.trees};
    judged.held_out = std::move(cross_fit(cells, counts, settings, run, all, count).front());
  }
  return judged;
}

std::vector<HeldOutScores> cross_fit_boosted(const Cells& cells, const std::vector<OutcomeCounts>& counts,
                                             TrainingSettings settings, const TrainingRun& run,
                                             std::span<const std::uint32_t> tree_counts) {
  settings.trees = tree_counts.back();
  TreeCount count(std::uint64_t{settings.trees} * kFolds, run.show_progress);
  return cross_fit(cells, counts, settings, run, tree_counts, count);
}

double log_odds(double score, const Forest& forest, Method method) {
  if (method == Method::boosting) return score / forest.leaf_scale;
  const double scale = static_cast<double>(forest.trees.size()) * forest.leaf_scale;
  // The log-odds of 0 and 1 are infinite.
  const double mean = std::clamp(score / scale, 1e-6, 1.0 - 1e-6);
  return std::log(mean / (1.0 - mean));
}

}  // namespace prescore
