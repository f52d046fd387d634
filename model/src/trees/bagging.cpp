#include "trees/bagging.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>

#include "base/parallel.hpp"
#include "base/progress.hpp"
#include "trees/out_of_bag.hpp"
#include "trees/sampling.hpp"
#include "trees/tree_grower.hpp"

namespace prescore {
namespace {

/// Grows trees on bootstrap samples, one after another. Each thread has its own.
class BootstrapGrower {
 public:
  BootstrapGrower(const Cells& cells, const CodeGroups& groups, const RowSampler& sampler, const RiskRule& rule,
                  const GrowthLimits& limits)
      : sampler_(sampler), grower_(cells, groups, rule, limits), tallies_(cells.size()) {}

  Tree grow(std::uint64_t seed) {
    Random random(seed);
    sampler_.draw(random, sample_);
    const auto& [repaid, defaulted] = sample_.drawn;
    const std::uint32_t* repaid_rows = repaid.data();
    const std::uint32_t* defaulted_rows = defaulted.data();
    for (RiskTally& tally : tallies_) {
      const std::uint32_t defaults = *defaulted_rows++;
      tally = RiskTally(*repaid_rows++ + defaults, defaults);
    }
    return grower_.grow(tallies_, random);
  }

  /// Of the last tree.
  [[nodiscard]] const Sample::ByOutcome& left_out() const noexcept { return sample_.left_out; }
  [[nodiscard]] const std::vector<std::int32_t>& value_of_cell() const noexcept { return grower_.value_of_cell(); }

 private:
  const RowSampler& sampler_;
  TreeGrower<RiskRule> grower_;
  Sample sample_;
  std::vector<RiskTally> tallies_;
};

template <typename Sum>
Forest grow(const Cells& cells, const std::vector<OutcomeCounts>& counts, const TrainingSettings& settings,
            const TrainingRun& run, HeldOutScores* held_out) {
  const CodeGroups groups(cells);
  const RowSampler sampler = RowSampler::bootstrap(counts);
  const RiskRule rule{settings.repaid_weight, settings.default_weight};
  const GrowthLimits limits = limits_of(settings, settings.leaf_scale);
  const std::size_t judged_cells = held_out == nullptr ? 0 : cells.size();
  Forest forest{static_cast<std::int32_t>(settings.leaf_scale), std::vector<Tree>(settings.trees)};
  OutOfBag<Sum> out_of_bag(judged_cells);
  Progress progress("training", run.show_progress ? settings.trees : 0);
  std::atomic<std::uint32_t> next_tree = 0;
  std::uint32_t grown = 0;
  std::mutex merging;
  const auto work = [&] {
    BootstrapGrower grower(cells, groups, sampler, rule, limits);
    OutOfBag<Sum> judged(judged_cells);
    for (std::uint32_t tree = next_tree++; tree < settings.trees; tree = next_tree++) {
      forest.trees[tree] = grower.grow(mix(run.seed ^ mix(tree)));
      if (held_out != nullptr) judged.add_tree(grower.left_out(), grower.value_of_cell());
      const std::scoped_lock lock(merging);
      ++grown;
      if (run.show_progress) progress.show(grown);
    }
    const std::scoped_lock lock(merging);
    out_of_bag.add(judged);
  };
  run_on_threads(run.threads, work);
  if (held_out != nullptr) *held_out = out_of_bag.scores(settings.trees);
  return forest;
}

}  // namespace

Forest grow_bagged(const Cells& cells, const std::vector<OutcomeCounts>& counts, const TrainingSettings& settings,
                   const TrainingRun& run, HeldOutScores* held_out) {
  std::uint64_t most_rows = 0;
  for (const OutcomeCounts& cell : counts) most_rows = std::max<std::uint64_t>({most_rows, cell[0], cell[1]});
  const bool small = most_rows <= std::numeric_limits<std::uint32_t>::max() / kRiskScale / settings.trees;
  return small ? grow<std::uint32_t>(cells, counts, settings, run, held_out)
               : grow<std::uint64_t>(cells, counts, settings, run, held_out);
}

}  // namespace prescore
