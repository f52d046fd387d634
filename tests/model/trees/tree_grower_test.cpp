// Single trees on cells: they keep the limits of the settings.
#include "trees/tree_grower.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

#include "support/random.hpp"

namespace prescore {
namespace {

constexpr std::size_t kQuestions = 3;
constexpr std::int32_t kLeafScale = 4096;

/// Each row a cell of its own; the risk rises with the first question's code.
struct Sample {
  Cells cells;
  std::vector<RiskTally> tallies;
};

Sample make_sample(std::size_t rows, std::uint64_t seed) {
  test::Random random(seed);
  Sample sample;
  sample.cells.features = kQuestions;
  sample.cells.missing_seen.assign(kQuestions, false);
  sample.cells.code_counts = {20, 5, 2};
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t question = 0; question < kQuestions; ++question) {
      const std::size_t code = 1 + random.below(sample.cells.code_counts[question]);
      sample.cells.codes.push_back(static_cast<std::uint8_t>(code));
    }
    sample.cells.cell_of_row.push_back(static_cast<std::uint32_t>(row));
    sample.tallies.emplace_back(1, random.chance(30U * sample.cells.codes_of(row)[0]) ? 1 : 0);
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

void expect_values_of_the_tree(const std::vector<std::int32_t>& values, const Tree& tree, const Cells& cells) {
  const Forest alone{kLeafScale, {tree}};
  ASSERT_EQ(values.size(), cells.size());
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    EXPECT_EQ(values[cell], alone.score(cells.codes_of(cell))) << cell;
  }
}

Tree grow(const Sample& sample, const TrainingSettings& settings, std::uint64_t seed) {
  Random random(seed);
  const CodeGroups groups(sample.cells);
  const GrowthLimits limits = limits_of(settings, kLeafScale);
  TreeGrower<RiskRule> grower(sample.cells, groups, {settings.repaid_weight, settings.default_weight}, limits);
  Tree tree = grower.grow(sample.tallies, random);
  expect_values_of_the_tree(grower.value_of_cell(), tree, sample.cells);
  return tree;
}

/// By the definition in Node: the leaf that a cell reaches.
std::size_t leaf_of(const Tree& tree, const Cells& cells, std::size_t cell) {
  std::size_t index = 0;
  while (!tree.is_leaf(index)) {
    const Node& node = tree.nodes[index];
    const int code = cells.codes_of(cell)[node.feature];
    index = node.left + (code >= node.first && code <= node.first + node.span ? 0 : 1);
  }
  return index;
}

/// Feature, first, span and left of every node.
std::vector<std::array<std::uint32_t, 4>> shape_of(const Tree& tree) {
  std::vector<std::array<std::uint32_t, 4>> shape;
  for (const Node& node : tree.nodes) shape.push_back({node.feature, node.first, node.span, node.left});
  return shape;
}

struct LeafTally {
  std::size_t rows = 0;
  std::size_t defaults = 0;
};

std::vector<LeafTally> tally_leaves(const Tree& tree, const Sample& sample) {
  std::vector<LeafTally> leaves(tree.nodes.size());
  for (std::size_t cell = 0; cell < sample.cells.size(); ++cell) {
    LeafTally& leaf = leaves[leaf_of(tree, sample.cells, cell)];
    leaf.rows += sample.tallies[cell].rows();
    leaf.defaults += sample.tallies[cell].defaults();
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

TEST(TreeGrower, GrowsAsFarAsTheLimitsAllow) {
  const Sample sample = make_sample(2'000, 51);
  EXPECT_EQ(grow(sample, settings_with(1, 100, 1), 1).depth, 1U);
  EXPECT_EQ(leaf_count(grow(sample, settings_with(24, 7, 1), 1)), 7U);
}

TEST(TreeGrower, MakesALeafWhereNoSplitIsPossible) {
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

TEST(TreeGrower, IgnoresCellsWithoutRows) {
  Sample sample = make_sample(400, 54);
  Sample shorter = sample;
  // Cells that no bootstrap row fell into must not matter.
  for (std::size_t cell = 0; cell < 200; ++cell) sample.tallies[cell] = {};
  shorter.cells.codes.erase(shorter.cells.codes.begin(), shorter.cells.codes.begin() + 200 * kQuestions);
  shorter.tallies.erase(shorter.tallies.begin(), shorter.tallies.begin() + 200);
  const Tree with_empty = grow(sample, settings_with(4, 12, 10), 5);
  const Tree without = grow(shorter, settings_with(4, 12, 10), 5);
  EXPECT_EQ(with_empty.values, without.values);
  EXPECT_EQ(with_empty.nodes.size(), without.nodes.size());
}

TEST(TreeGrower, IsNotInfluencedByTheTreeBefore) {
  const Sample sample = make_sample(1'000, 55);
  Sample other = sample;
  for (std::size_t cell = 0; cell < 500; ++cell) other.tallies[2 * cell] = {};
  const TrainingSettings settings = settings_with(6, 40, 10);
  const CodeGroups groups(sample.cells);
  const GrowthLimits limits = limits_of(settings, kLeafScale);
  TreeGrower<RiskRule> grower(sample.cells, groups, {}, limits);
  for (const Sample* taken : std::initializer_list<const Sample*>{&sample, &other, &sample}) {
    Random random(9);
    const Tree tree = grower.grow(taken->tallies, random);
    expect_values_of_the_tree(grower.value_of_cell(), tree, taken->cells);
    const Tree alone = grow(*taken, settings, 9);
    EXPECT_EQ(shape_of(tree), shape_of(alone));
    EXPECT_EQ(tree.values, alone.values);
  }
}

TEST(TreeGrower, DoesNotSplitANodeThatNoDrawnQuestionCanSplit) {
  // Only the first question has two codes: where one is drawn for each split, two roots of three stay leaves.
  Sample sample = make_sample(300, 56);
  sample.cells.code_counts = {20, 1, 1};
  for (std::size_t cell = 0; cell < sample.cells.size(); ++cell) {
    sample.cells.codes[cell * kQuestions + 1] = sample.cells.codes[cell * kQuestions + 2] = 1;
  }
  TrainingSettings settings = settings_with(1, 2, 10);
  settings.features_per_split = 1;
  int splits = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) splits += grow(sample, settings, seed).depth == 1 ? 1 : 0;
  EXPECT_NEAR(splits / 600.0, 1.0 / 3.0, 0.06);
}

/// Rows and defaults of every node, by sending each cell down the tree.
std::vector<RiskTally> tallies_of_nodes(const Tree& tree, const Sample& sample) {
  std::vector<RiskTally> tallies(tree.nodes.size());
  for (std::size_t cell = 0; cell < sample.cells.size(); ++cell) {
    std::size_t index = 0;
    tallies[0] += sample.tallies[cell];
    while (!tree.is_leaf(index)) {
      const Node& node = tree.nodes[index];
      const int code = sample.cells.codes_of(cell)[node.feature];
      index = node.left + (code >= node.first && code <= node.first + node.span ? 0 : 1);
      tallies[index] += sample.tallies[cell];
    }
  }
  return tallies;
}

double share_of(const RiskTally& tally) {
  return static_cast<double>(tally.defaults()) / static_cast<double>(tally.rows());
}

TEST(TreeGrower, ShrinksEveryStepByTheRowsOfTheNodeAboveIt) {
  const Sample sample = make_sample(400, 12);
  TrainingSettings settings = settings_with(6, 64, 5);
  settings.shrinkage = 30.0;
  const Tree tree = grow(sample, settings, 3);
  const std::vector<RiskTally> tallies = tallies_of_nodes(tree, sample);
  std::vector<double> values(tree.nodes.size(), share_of(tallies[0]));
  std::size_t leaves = 0;
  for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
    if (tree.is_leaf(index)) {
      EXPECT_NEAR(tree.values[index], values[index] * kLeafScale, 0.51) << index;
      ++leaves;
      continue;
    }
    const double kept = 1.0 / (1.0 + settings.shrinkage / static_cast<double>(tallies[index].rows()));
    for (const std::size_t child : {std::size_t{tree.nodes[index].left}, tree.nodes[index].left + std::size_t{1}}) {
      values[child] = values[index] + kept * (share_of(tallies[child]) - share_of(tallies[index]));
    }
  }
  EXPECT_GT(leaves, 10U);
}

TEST(TreeGrower, MakesOneLeafOfLeavesThatShrinkageMakesEqual) {
  const Sample sample = make_sample(400, 13);
  TrainingSettings settings = settings_with(6, 64, 5);
  EXPECT_GT(grow(sample, settings, 3).nodes.size(), 20U);
  settings.shrinkage = 1e9;
  EXPECT_EQ(grow(sample, settings, 3).nodes.size(), 1U);
}

}  // namespace
}  // namespace prescore
