#include "forest_trainer.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>

#include "progress.hpp"

namespace prescore {
namespace {

/// Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014: neighbouring seeds become unrelated.
std::uint64_t mix(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// The leaf value of each cell.
std::vector<std::int32_t> predict_cells(const Tree& tree, const Cells& cells) {
  Forest single;
  single.trees.push_back(tree);
  std::vector<std::int32_t> values(cells.size());
  std::array<std::uint8_t, kMaxQuestions> codes{};
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    for (std::size_t feature = 0; feature < cells.codes.size(); ++feature) codes[feature] = cells.codes[feature][cell];
    values[cell] = single.score(codes);
  }
  return values;
}

/// Grows trees one after another; each thread has a worker of its own. Sums of integers do not depend on their order.
class Worker {
 public:
  Worker(const Cells& cells, const std::vector<std::uint8_t>& defaulted, const TrainingSettings& settings,
         const std::vector<bool>& missing_seen)
      : cells_(cells),
        defaulted_(defaulted),
        settings_(settings),
        missing_seen_(missing_seen),
        sum_(defaulted.size()),
        trees_(defaulted.size()) {}

  Tree grow(std::uint64_t seed) {
    Random random(seed);
    draw_sample(random);
    Tree tree = grow_tree(cells_, counts_, settings_, missing_seen_, random);
    const std::vector<std::int32_t> values = predict_cells(tree, cells_);
    for (std::size_t row = 0; row < in_sample_.size(); ++row) {
      if (in_sample_[row]) continue;
      sum_[row] += values[cells_.cell_of_row[row]];
      ++trees_[row];
    }
    return tree;
  }

  void add_to(GrownForest& forest) const {
    for (std::size_t row = 0; row < sum_.size(); ++row) {
      forest.out_of_bag_sum[row] += sum_[row];
      forest.out_of_bag_trees[row] += trees_[row];
    }
  }

 private:
  /// As many rows as there are, drawn with replacement.
  void draw_sample(Random& random) {
    const auto rows = static_cast<std::uint32_t>(defaulted_.size());
    in_sample_.assign(rows, false);
    counts_.rows.assign(cells_.size(), 0);
    counts_.defaults.assign(cells_.size(), 0);
    for (std::uint32_t drawn = 0; drawn < rows; ++drawn) {
      const std::uint32_t row = draw(random, rows);
      in_sample_[row] = true;
      ++counts_.rows[cells_.cell_of_row[row]];
      counts_.defaults[cells_.cell_of_row[row]] += defaulted_[row];
    }
  }

  const Cells& cells_;
  const std::vector<std::uint8_t>& defaulted_;
  const TrainingSettings& settings_;
  const std::vector<bool>& missing_seen_;
  std::vector<bool> in_sample_;
  CellCounts counts_;
  std::vector<std::int32_t> sum_;
  std::vector<std::uint32_t> trees_;
};

}  // namespace

GrownForest grow_forest(const Cells& cells, const std::vector<std::uint8_t>& defaulted,
                        const TrainingSettings& settings, const std::vector<bool>& missing_seen, std::uint64_t seed,
                        unsigned threads) {
  GrownForest forest;
  forest.trees.resize(settings.trees);
  forest.out_of_bag_sum.resize(defaulted.size());
  forest.out_of_bag_trees.resize(defaulted.size());
  Progress progress("training", settings.trees);
  std::atomic<std::uint32_t> next_tree = 0;
  std::uint32_t grown = 0;
  std::mutex merging;
  const auto work = [&] {
    Worker worker(cells, defaulted, settings, missing_seen);
    for (std::uint32_t tree = next_tree++; tree < settings.trees; tree = next_tree++) {
      forest.trees[tree] = worker.grow(mix(seed ^ mix(tree)));
      const std::scoped_lock lock(merging);
      progress.show(++grown);
    }
    const std::scoped_lock lock(merging);
    worker.add_to(forest);
  };
  std::vector<std::thread> helpers;
  for (unsigned helper = 1; helper < threads; ++helper) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  return forest;
}

}  // namespace prescore
