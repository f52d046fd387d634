#include "bagging.hpp"

#include <atomic>
#include <mutex>

#include "parallel.hpp"
#include "progress.hpp"
#include "sampling.hpp"
#include "tree_grower.hpp"

namespace prescore {
namespace {

/// What out-of-bag trees said of the rows of one cell and outcome. Sums of integers do not depend on their order.
struct Verdicts {
  std::int64_t sum = 0;
  std::uint64_t count = 0;
};
using VerdictsByCell = std::vector<std::array<Verdicts, 2>>;

GrowthLimits limits_of(const TrainingSettings& settings) {
  return {settings.depth,      settings.leaves,   settings.leaf_rows, settings.features_per_split,
          settings.directions, double{kRiskScale}};
}

/// Grows trees one after another; each thread has a worker of its own.
class Worker {
 public:
  Worker(const Cells& cells, const CodeGroups& groups, const std::vector<OutcomeCounts>& counts,
         const TrainingSettings& settings, const GrowthLimits& limits, bool judges)
      : counts_(counts),
        grower_(cells, groups, RiskRule{settings.repaid_weight, settings.default_weight}, limits),
        tallies_(cells.size()),
        verdicts_(judges ? cells.size() : 0) {}

  Tree grow(std::uint64_t seed) {
    Random random(seed);
    sampler_.draw(counts_, random, sample_);
    for (std::size_t cell = 0; cell < tallies_.size(); ++cell) {
      const auto [repaid, defaulted] = sample_.drawn[cell];
      tallies_[cell] = RiskTally(repaid + defaulted, defaulted);
    }
    Tree tree = grower_.grow(tallies_, random);
    const std::vector<std::int32_t>& values = grower_.value_of_cell();
    for (std::size_t cell = 0; cell < verdicts_.size(); ++cell) {
      for (std::size_t outcome = 0; outcome < 2; ++outcome) {
        const std::uint32_t rows = sample_.left_out[cell][outcome];
        verdicts_[cell][outcome].sum += std::int64_t{rows} * values[cell];
        verdicts_[cell][outcome].count += rows;
      }
    }
    return tree;
  }

  [[nodiscard]] const VerdictsByCell& verdicts() const noexcept { return verdicts_; }

 private:
  const std::vector<OutcomeCounts>& counts_;
  TreeGrower<RiskRule> grower_;
  RowSampler sampler_ = RowSampler::bootstrap();
  Sample sample_;
  std::vector<RiskTally> tallies_;
  VerdictsByCell verdicts_;
};

void add(VerdictsByCell& all, const VerdictsByCell& part) {
  for (std::size_t cell = 0; cell < part.size(); ++cell) {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      all[cell][outcome].sum += part[cell][outcome].sum;
      all[cell][outcome].count += part[cell][outcome].count;
    }
  }
}

HeldOutScores scores_of(const VerdictsByCell& verdicts, std::uint32_t trees) {
  HeldOutScores scores(verdicts.size());
  for (std::size_t cell = 0; cell < verdicts.size(); ++cell) {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      const auto [sum, count] = verdicts[cell][outcome];
      const double mean = count == 0 ? 0.0 : static_cast<double>(sum) / static_cast<double>(count);
      scores[cell][outcome] = count == 0 ? kNoScore : static_cast<float>(mean * trees);
    }
  }
  return scores;
}

}  // namespace

Forest grow_bagged(const Cells& cells, const std::vector<OutcomeCounts>& counts, const TrainingSettings& settings,
                   const TrainingRun& run, HeldOutScores* held_out) {
  Forest forest{kRiskScale, std::vector<Tree>(settings.trees)};
  VerdictsByCell verdicts(held_out == nullptr ? 0 : cells.size());
  const CodeGroups groups(cells);
  const GrowthLimits limits = limits_of(settings);
  Progress progress("training", run.show_progress ? settings.trees : 0);
  std::atomic<std::uint32_t> next_tree = 0;
  std::uint32_t grown = 0;
  std::mutex merging;
  const auto work = [&] {
    Worker worker(cells, groups, counts, settings, limits, held_out != nullptr);
    for (std::uint32_t tree = next_tree++; tree < settings.trees; tree = next_tree++) {
      forest.trees[tree] = worker.grow(mix(run.seed ^ mix(tree)));
      const std::scoped_lock lock(merging);
      ++grown;
      if (run.show_progress) progress.show(grown);
    }
    const std::scoped_lock lock(merging);
    add(verdicts, worker.verdicts());
  };
  run_on_threads(run.threads, work);
  if (held_out != nullptr) *held_out = scores_of(verdicts, settings.trees);
  return forest;
}

}  // namespace prescore
