// Features -> score: the sum of one leaf a tree, in integers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "prescore/applicant.hpp"
#include "prescore/encoding.hpp"

namespace prescore {

/// A split or a leaf, in 8 bytes. A code c of `feature` goes left where uint8(c - first) <= span, that is where
/// first <= c <= first + span; `first` is 0 where missing answers go left too, else 1.
/// The left child is node `left` of the same tree, the right child `left + 1`.
/// A leaf is a split that every code passes to the node itself: first 0, span 255, left its own index.
struct Node {
  std::uint8_t feature = 0;
  std::uint8_t first = 0;
  std::uint8_t span = 255;
  std::uint8_t unused = 0;
  std::uint32_t left = 0;
};
static_assert(sizeof(Node) == 8);

/// The node that `codes` go to from `node`, within the same tree.
[[nodiscard]] inline std::uint32_t next_node(const Node& node, std::span<const std::uint8_t> codes) noexcept {
  const auto distance = static_cast<std::uint8_t>(codes[node.feature] - node.first);
  return node.left + (distance > node.span ? 1U : 0U);
}

/// One tree in breadth-first order: node 0 is the root, and the children of the k-th split (from 0) are the nodes
/// 2k + 1 and 2k + 2. So a tree cannot have a cycle or a shared child.
struct Tree {
  std::vector<Node> nodes;
  /// For each node its leaf's value in units of 1 / leaf_scale; 0 for splits.
  std::vector<std::int32_t> values;
  /// The number of splits on the longest way from the root to a leaf; 0 for a tree that is one leaf.
  std::uint32_t depth = 0;

  [[nodiscard]] bool is_leaf(std::size_t index) const noexcept { return nodes[index].left == index; }
};

struct Forest {
  /// A leaf's value of 1 stands for 1 / leaf_scale: of (class-weighted) probability in a bagged forest, of log-odds in
  /// a boosted one. Decisions need no more than the PD table's scores.
  std::int32_t leaf_scale = 1;
  std::vector<Tree> trees;

  /// The sum over the trees of the leaf's value that `codes` reach, in units of 1 / leaf_scale. `codes` needs an entry
  /// for each feature that a node names. `check` makes sure that no sum leaves 32 bits.
  [[nodiscard]] std::int32_t score(std::span<const std::uint8_t> codes) const noexcept;

  /// The questions of all splits that `codes` pass on their ways to the leaves, over all trees.
  [[nodiscard]] QuestionSet questions_asked(std::span<const std::uint8_t> codes) const noexcept;
};

/// The questions that the splits of `tree` ask.
[[nodiscard]] QuestionSet questions_of(const Tree& tree) noexcept;

/// The least common multiple of 1 to the largest number of different questions on one path from a root to a leaf: at
/// least 1, at most lcm(1..32), which is 144,403,552,893,600. Every Shapley weight of the forest is a whole number of
/// parts of it, so contributions (explain.hpp) are exact integers.
[[nodiscard]] std::int64_t shapley_scale(const Forest& forest) noexcept;

/// Sets `depth` from the nodes. The nodes must be in the order that `Tree` states.
void measure_depth(Tree& tree) noexcept;

}  // namespace prescore
