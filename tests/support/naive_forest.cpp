#include "support/naive_forest.hpp"

#include <cstddef>

namespace prescore::test {
namespace {

std::size_t next_of(const Node& node, std::span<const std::uint8_t> codes) {
  const int code = codes[node.feature];
  const int lowest = node.first;
  const int highest = node.first + node.span;
  return lowest <= code && code <= highest ? node.left : node.left + 1;
}

std::int32_t leaf_value(const Tree& tree, std::size_t index, std::span<const std::uint8_t> codes) {
  const Node& node = tree.nodes[index];
  if (node.left == index) return tree.values[index];
  return leaf_value(tree, next_of(node, codes), codes);
}

QuestionSet asked_from(const Tree& tree, std::size_t index, std::span<const std::uint8_t> codes) {
  const Node& node = tree.nodes[index];
  if (node.left == index) return 0;
  return (QuestionSet{1} << node.feature) | asked_from(tree, next_of(node, codes), codes);
}

}  // namespace

std::int64_t naive_score(const Forest& forest, std::span<const std::uint8_t> codes) {
  std::int64_t sum = 0;
  for (const Tree& tree : forest.trees) sum += leaf_value(tree, 0, codes);
  return sum;
}

QuestionSet naive_questions_asked(const Forest& forest, std::span<const std::uint8_t> codes) {
  QuestionSet asked = 0;
  for (const Tree& tree : forest.trees) asked |= asked_from(tree, 0, codes);
  return asked;
}

}  // namespace prescore::test
