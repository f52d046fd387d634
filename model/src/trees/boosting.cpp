#include "trees/boosting.hpp"

#include <cmath>

#include "base/logistic.hpp"
#include "trees/sampling.hpp"
#include "trees/tree_grower.hpp"

namespace prescore {
namespace {

double start(const std::vector<OutcomeCounts>& counts, const TrainingSettings& settings) {
  std::array<double, 2> sums{};
  for (const OutcomeCounts& cell : counts) {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) sums[outcome] += cell[outcome];
  }
  return std::log(settings.default_weight * sums[1] / (settings.repaid_weight * sums[0]));
}

class Booster {
 public:
  Booster(const Cells& cells, const std::vector<OutcomeCounts>& counts, const TrainingSettings& settings)
      : settings_(settings),
        start_(start(counts, settings)),
        groups_(cells),
        limits_(limits_of(settings, settings.learning_rate * kLogOddsScale)),
        grower_(cells, groups_, NewtonRule{settings.ridge}, limits_),
        sampler_(RowSampler::subsample(counts, settings.rows_per_tree)),
        scores_(cells.size()),
        tallies_(cells.size()) {
    // If every tree sees all rows, they are drawn only here; the seed does not matter then.
    Random random(0);
    sampler_.draw(random, sample_);
  }

  Tree grow_next(Random& random) {
    if (settings_.rows_per_tree < 1.0) sampler_.draw(random, sample_);
    weigh();
    Tree tree = grower_.grow(tallies_, random);
    const std::vector<std::int32_t>& values = grower_.value_of_cell();
    for (std::size_t cell = 0; cell < scores_.size(); ++cell) scores_[cell] += values[cell];
    return tree;
  }

 private:
  void weigh() {
    for (std::size_t cell = 0; cell < tallies_.size(); ++cell) {
      const std::uint32_t repaid = sample_.drawn[0][cell];
      const std::uint32_t defaulted = sample_.drawn[1][cell];
      const double pd = logistic(start_ + static_cast<double>(scores_[cell]) / kLogOddsScale);
      const double weighted_repaid = settings_.repaid_weight * repaid;
      const double weighted_defaults = settings_.default_weight * defaulted;
      const double gradient = weighted_defaults * (1.0 - pd) - weighted_repaid * pd;
      const double hessian = (weighted_defaults + weighted_repaid) * pd * (1.0 - pd);
      // An assignment: cppcheck parses the braces otherwise.
      // cppcheck-suppress constStatement
      tallies_[cell] = {std::llround(gradient * kNewtonScale), std::llround(hessian * kNewtonScale),
                        std::uint64_t{repaid} + defaulted};
    }
  }

  const TrainingSettings& settings_;
  double start_;
  CodeGroups groups_;
  GrowthLimits limits_;
  TreeGrower<NewtonRule> grower_;
  RowSampler sampler_;
  Sample sample_;
  std::vector<std::int32_t> scores_;
  std::vector<NewtonTally> tallies_;
};

}  // namespace

Forest grow_boosted(const Cells& cells, const std::vector<OutcomeCounts>& counts, const TrainingSettings& settings,
                    std::uint64_t seed, const std::function<void()>& tree_is_grown) {
  Forest forest{kLogOddsScale, {}};
  Booster booster(cells, counts, settings);
  for (std::uint32_t tree = 0; tree < settings.trees; ++tree) {
    Random random(mix(seed ^ mix(tree)));
    forest.trees.push_back(booster.grow_next(random));
    tree_is_grown();
  }
  return forest;
}

}  // namespace prescore
