#include "prescore/forest.hpp"

#include <cstddef>

namespace prescore {
std::int32_t Forest::score(std::span<const std::uint8_t> codes) const noexcept {
  std::int32_t sum = 0;
  for (const Tree& tree : trees) {
    std::uint32_t index = 0;
    // A fixed number of steps instead of a test for leaves: leaves lead to themselves, so no branch is mispredicted.
    for (std::uint32_t step = 0; step < tree.depth; ++step) index = next_node(tree.nodes[index], codes);
    sum += tree.values[index];
  }
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
