#include "prescore/forest.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <numeric>
#include <vector>

namespace prescore {
namespace {

/// Trees that are walked in step: the loads of one hide behind those of the others.
constexpr std::size_t kTreesTogether = 8;

/// The sum of the leaves that `codes` reach in as many trees as `together`.
template <std::size_t together>
std::int32_t score_together(const Tree* trees, std::span<const std::uint8_t> codes) noexcept {
  std::array<const Node*, together> nodes{};
  std::array<std::uint32_t, together> at{};
  std::uint32_t depth = 0;
  for (std::size_t tree = 0; tree < together; ++tree) {
    nodes[tree] = trees[tree].nodes.data();
    depth = std::max(depth, trees[tree].depth);
  }
  // A fixed number of steps instead of a test for leaves: leaves lead to themselves, so no branch is mispredicted.
  for (std::uint32_t step = 0; step < depth; ++step) {
    for (std::size_t tree = 0; tree < together; ++tree) at[tree] = next_node(nodes[tree][at[tree]], codes);
  }
  std::int32_t sum = 0;
  for (std::size_t tree = 0; tree < together; ++tree) sum += trees[tree].values[at[tree]];
  return sum;
}

}  // namespace

std::int32_t Forest::score(std::span<const std::uint8_t> codes) const noexcept {
  std::int32_t sum = 0;
  const Tree* tree = trees.data();
  std::size_t left = trees.size();
  for (; left >= kTreesTogether; left -= kTreesTogether, tree += kTreesTogether) {
    sum += score_together<kTreesTogether>(tree, codes);
  }
  for (; left > 0; --left, ++tree) sum += score_together<1>(tree, codes);
  return sum;
}

QuestionSet Forest::questions_asked(std::span<const std::uint8_t> codes) const noexcept {
  QuestionSet asked = 0;
  for (const Tree& tree : trees) {
    for (std::uint32_t index = 0; !tree.is_leaf(index); index = next_node(tree.nodes[index], codes)) {
      asked |= QuestionSet{1} << tree.nodes[index].feature;
    }
  }
  return asked;
}

// Out of line, for the bytes that every page would load twice.
[[gnu::noinline]] QuestionSet questions_of(const Tree& tree) noexcept {
  QuestionSet questions = 0;
  for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
    if (!tree.is_leaf(index)) questions |= QuestionSet{1} << tree.nodes[index].feature;
  }
  return questions;
}

std::int64_t shapley_scale(const Forest& forest) noexcept {
  int most = 1;
  std::vector<QuestionSet> asked;
  for (const Tree& tree : forest.trees) {
    // The questions on the path to each node. Children come after their parent, so one pass forward is enough.
    asked.assign(tree.nodes.size(), 0);
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      const Node& node = tree.nodes[index];
      if (tree.is_leaf(index)) {
        most = std::max(most, std::popcount(asked[index]));
        continue;
      }
      const QuestionSet questions = asked[index] | QuestionSet{1} << node.feature;
      asked[node.left] = questions;
      asked[node.left + 1] = questions;
    }
  }
  std::int64_t scale = 1;
  for (std::int64_t number = 2; number <= most; ++number) scale = std::lcm(scale, number);
  return scale;
}

void measure_depth(Tree& tree) noexcept {
  std::vector<std::uint32_t> depth_of(tree.nodes.size(), 0);
  tree.depth = 0;
  // Children come after their parent, so one pass forward sees each parent first.
  for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
    if (tree.is_leaf(index)) continue;
    const std::uint32_t child_depth = depth_of[index] + 1;
    depth_of[tree.nodes[index].left] = child_depth;
    depth_of[tree.nodes[index].left + 1] = child_depth;
    if (child_depth > tree.depth) tree.depth = child_depth;
  }
}

}  // namespace prescore
