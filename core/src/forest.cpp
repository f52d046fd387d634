#include "prescore/forest.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace prescore {
namespace {

std::uint32_t next_node(const Node& node, std::span<const std::uint8_t> codes) noexcept {
  const auto distance = static_cast<std::uint8_t>(codes[node.feature] - node.first);
  return node.left + (distance > node.span ? 1U : 0U);
}

/// Trees that are walked in step, so that the loads of one hide behind those of the others.
constexpr std::size_t kLanes = 8;

/// The sum of the leaves that `codes` reach in `lanes` trees.
template <std::size_t lanes>
std::int32_t score_together(const Tree* trees, std::span<const std::uint8_t> codes) noexcept {
  std::array<const Node*, lanes> nodes{};
  std::array<std::uint32_t, lanes> at{};
  std::uint32_t depth = 0;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    nodes[lane] = trees[lane].nodes.data();
    depth = std::max(depth, trees[lane].depth);
  }
  // A fixed number of steps instead of a test for leaves: leaves lead to themselves, so no branch is mispredicted.
  for (std::uint32_t step = 0; step < depth; ++step) {
    for (std::size_t lane = 0; lane < lanes; ++lane) at[lane] = next_node(nodes[lane][at[lane]], codes);
  }
  std::int32_t sum = 0;
  for (std::size_t lane = 0; lane < lanes; ++lane) sum += trees[lane].values[at[lane]];
  return sum;
}

}  // namespace

std::int32_t Forest::score(std::span<const std::uint8_t> codes) const noexcept {
  std::int32_t sum = 0;
  std::size_t next = 0;
  for (; next + kLanes <= trees.size(); next += kLanes) sum += score_together<kLanes>(&trees[next], codes);
  for (; next < trees.size(); ++next) sum += score_together<1>(&trees[next], codes);
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
