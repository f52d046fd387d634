// One tree at a time, on cells: the limits that the settings set.
#include "tree_grower.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "support/random.hpp"

namespace prescore {
namespace {

constexpr std::size_t kQuestions = 3;

/// Each row a cell of its own; the risk rises with the first question's code.
struct Sample {
  Cells cells;
  CellCounts counts;
};

Sample make_sample(std::size_t rows, std::uint64_t seed) {
  test::Random random(seed);
  Sample sample;
  sample.cells.codes.resize(kQuestions);
  sample.cells.code_counts = {20, 5, 2};
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t question = 0; question < kQuestions; ++question) {
      const std::size_t code = 1 + random.below(sample.cells.code_counts[question]);
      sample.cells.codes[question].push_back(static_cast<std::uint8_t>(code));
    }
    sample.cells.cell_of_row.push_back(static_cast<std::uint32_t>(row));
    sample.counts.rows.push_back(1);
    sample.counts.defaults.push_back(random.chance(30U * sample.cells.codes[0].back()) ? 1 : 0);
  }
  return sample;
}

TrainingSettings settings_with(std::uint32_t depth, std::uint32_t leaves, std::uint32_t leaf_rows) {
  TrainingSettings settings;
  settings.depth = depth;
  settings.leaves = leaves;
  settings.leaf_rows = leaf_rows;
  settings.features_per_split = 2;
  settings.directions.assign(kQuestions, RiskDirection::free);
  return settings;
}

Tree grow(const Sample& sample, const TrainingSettings& settings, std::uint64_t seed) {
  Random random(seed);
  return grow_tree(sample.cells, sample.counts, settings, std::vector<bool>(kQuestions, false), random);
}

/// By the definition in Node: the leaf that a cell reaches.
std::size_t leaf_of(const Tree& tree, const Cells& cells, std::size_t cell) {
  std::size_t index = 0;
  while (!tree.is_leaf(index)) {
    const Node& node = tree.nodes[index];
    const int code = cells.codes[node.feature][cell];
    index = node.left + (code >= node.first && code <= node.first + node.span ? 0 : 1);
  }
  return index;
}

struct LeafTally {
  std::size_t rows = 0;
  std::size_t defaults = 0;
};

std::vector<LeafTally> tally_leaves(const Tree& tree, const Sample& sample) {
  std::vector<LeafTally> leaves(tree.nodes.size());
  for (std::size_t cell = 0; cell < sample.cells.size(); ++cell) {
    LeafTally& leaf = leaves[leaf_of(tree, sample.cells, cell)];
    leaf.rows += sample.counts.rows[cell];
    leaf.defaults += sample.counts.defaults[cell];
  }
  return leaves;
}

std::size_t leaf_count(const Tree& tree) { return (tree.nodes.size() + 1) / 2; }

struct Limits {
  std::uint32_t depth, leaves, leaf_rows;
};

TEST(TreeGrower, KeepsDepthLeavesAndLeafRows) {
  const Sample sample = make_sample(2'000, 50);
  for (const auto& [depth, leaves, leaf_rows] :
       {Limits{1, 100, 1}, {3, 100, 1}, {24, 5, 1}, {24, 2, 1}, {24, 1'000, 150}, {4, 9, 40}}) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      const Tree tree = grow(sample, settings_with(depth, leaves, leaf_rows), seed);
      SCOPED_TRACE("depth " + std::to_string(depth) + ", leaves " + std::to_string(leaves) + ", rows " +
                   std::to_string(leaf_rows) + ", seed " + std::to_string(seed));
      EXPECT_GT(leaf_count(tree), 1U);
      EXPECT_LE(tree.depth, depth);
      EXPECT_LE(leaf_count(tree), leaves);
      const auto tallies = tally_leaves(tree, sample);
      for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
        if (!tree.is_leaf(index)) continue;
        EXPECT_GE(tallies[index].rows, leaf_rows) << index;
      }
    }
  }
}

TEST(TreeGrower, UsesWhatTheLimitsAllow) {
  const Sample sample = make_sample(2'000, 51);
  EXPECT_EQ(grow(sample, settings_with(1, 100, 1), 1).depth, 1U);
  EXPECT_EQ(leaf_count(grow(sample, settings_with(24, 7, 1), 1)), 7U);
}

TEST(TreeGrower, MakesALeafOfWhatCannotBeSplit) {
  const Sample sample = make_sample(200, 52);
  const Tree tree = grow(sample, settings_with(5, 32, 101), 1);
  ASSERT_EQ(tree.nodes.size(), 1U);
  EXPECT_EQ(tree.depth, 0U);
}

TEST(TreeGrower, LeavesAreTheWeightedShareOfDefaults) {
  const Sample sample = make_sample(2'000, 53);
  for (const double weight : {1.0, 4.0, 0.25}) {
    TrainingSettings settings = settings_with(4, 12, 50);
    settings.default_weight = weight;
    const Tree tree = grow(sample, settings, 3);
    const auto tallies = tally_leaves(tree, sample);
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      if (!tree.is_leaf(index)) continue;
      const auto defaults = static_cast<double>(tallies[index].defaults);
      const double repaid = static_cast<double>(tallies[index].rows) - defaults;
      EXPECT_NEAR(tree.values[index], kLeafScale * weight * defaults / (weight * defaults + repaid), 0.51) << weight;
    }
  }
}

TEST(TreeGrower, TakesNoPartInCellsWithoutRows) {
  Sample sample = make_sample(400, 54);
  Sample grown = sample;
  // Cells that no bootstrap row fell into must not matter, whatever defaults they are said to have.
  for (std::size_t cell = 0; cell < 200; ++cell) sample.counts.rows[cell] = sample.counts.defaults[cell] = 0;
  for (auto& codes : grown.cells.codes) codes.erase(codes.begin(), codes.begin() + 200);
  grown.counts.rows.erase(grown.counts.rows.begin(), grown.counts.rows.begin() + 200);
  grown.counts.defaults.erase(grown.counts.defaults.begin(), grown.counts.defaults.begin() + 200);
  const Tree with_empty = grow(sample, settings_with(4, 12, 10), 5);
  const Tree without = grow(grown, settings_with(4, 12, 10), 5);
  EXPECT_EQ(with_empty.values, without.values);
  EXPECT_EQ(with_empty.nodes.size(), without.nodes.size());
}

TEST(Draw, StaysBelowItsBoundAndReachesAllOfIt) {
  Random random(6);
  std::vector<int> hits(7);
  for (int trial = 0; trial < 7'000; ++trial) ++hits[draw(random, 7)];
  EXPECT_GT(*std::min_element(hits.begin(), hits.end()), 800);
  EXPECT_EQ(draw(random, 1), 0U);
}

}  // namespace
}  // namespace prescore
