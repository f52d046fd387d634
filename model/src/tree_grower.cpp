#include "tree_grower.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include "split_search.hpp"

namespace prescore {
namespace {

/// Where a leaf's value must lie, so that no direction above it is broken.
struct Bounds {
  double lowest = 0.0;
  double highest = 0.0;

  [[nodiscard]] double clamp(double value) const noexcept { return std::clamp(value, lowest, highest); }
};

/// The codes that a node's rows may have, by feature.
struct CodeRanges {
  // Read in a template, where cppcheck does not look.
  // cppcheck-suppress unusedStructMember
  std::array<std::uint8_t, kMaxQuestions> low{};
  // cppcheck-suppress unusedStructMember
  std::array<std::uint8_t, kMaxQuestions> high{};
};

/// Sums by feature and code, feature after feature.
template <typename Tally>
using Histogram = std::vector<Tally>;

/// A node while the tree grows: its cells are [begin, end) of the grower's order.
template <typename Tally>
struct GrownNode {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t depth = 0;
  Bounds bounds;
  Tally tally;
  CodeRanges ranges;
  std::int32_t value = 0;
  std::optional<Split<Tally>> split;
  std::size_t left = 0;
  Histogram<Tally> histogram;

  [[nodiscard]] std::size_t size() const noexcept { return end - begin; }
};

template <typename Rule>
class Grower {
 public:
  using Tally = typename Rule::Tally;
  using NodeType = GrownNode<Tally>;

  Grower(const Cells& cells, std::span<const Tally> tallies, const Rule& rule, const GrowthLimits& limits,
         Random& random)
      : cells_(cells), tallies_(tallies), rule_(rule), limits_(limits), random_(random), features_(cells.features) {
    for (const std::size_t codes : cells.code_counts) {
      offsets_.push_back(bins_);
      bins_ += codes + 1;
    }
    order_.resize(cells.size());
    std::size_t taken = 0;
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
      order_[taken] = cell;
      taken += static_cast<std::size_t>(tallies[cell].rows() > 0);
    }
    order_.resize(taken);
    spare_.resize(taken);
    std::iota(features_.begin(), features_.end(), std::uint8_t{0});
  }

  /// Grows in breadth-first order: where the number of leaves is limited, all branches get their share.
  void grow() {
    add_root();
    std::size_t leaves = 1;
    for (std::size_t index = 0; index < nodes_.size(); ++index) {
      if (nodes_[index].depth == limits_.depth || leaves >= limits_.leaves) continue;
      if (split_node(index)) ++leaves;
      release(index);
    }
  }

  [[nodiscard]] std::vector<NodeType>& nodes() noexcept { return nodes_; }
  [[nodiscard]] std::span<const std::uint32_t> cells_of(const NodeType& node) const noexcept {
    return std::span(order_).subspan(node.begin, node.size());
  }

 private:
  void add_root() {
    NodeType root{.begin = 0, .end = order_.size(), .bounds = {Rule::kLowest, Rule::kHighest}};
    for (const std::uint32_t cell : order_) root.tally += tallies_[cell];
    for (std::size_t feature = 0; feature < cells_.features; ++feature) {
      root.ranges.low[feature] = 1;
      root.ranges.high[feature] = static_cast<std::uint8_t>(cells_.code_counts[feature]);
    }
    root.histogram.resize(bins_);
    add_up(root);
    add_node(std::move(root));
  }

  void add_node(NodeType node) {
    const double value = node.bounds.clamp(value_of(rule_, node.tally));
    node.value = static_cast<std::int32_t>(std::lround(value * limits_.leaf_units));
    nodes_.push_back(std::move(node));
  }

  /// Fills the node's histogram, which must be all zero, from its cells.
  void add_up(NodeType& node) const {
    Tally* const sums = node.histogram.data();
    const std::size_t features = cells_.features;
    const std::size_t* const offsets = offsets_.data();
    for (const std::uint32_t cell : cells_of(node)) {
      const std::uint8_t* const codes = cells_.codes.data() + cell * features;
      const Tally tally = tallies_[cell];
      for (std::size_t feature = 0; feature < features; ++feature) sums[offsets[feature] + codes[feature]] += tally;
    }
  }

  [[nodiscard]] FeatureView<Tally> view(const NodeType& node, std::uint8_t feature) const noexcept {
    return {feature, std::span(node.histogram).subspan(offsets_[feature], cells_.code_counts[feature] + 1),
            node.ranges.low[feature], node.ranges.high[feature], limits_.directions[feature]};
  }

  /// Draws features until `features_per_split` of them can be split at all, and takes the best split.
  std::optional<Split<Tally>> find_split(const NodeType& node) {
    std::optional<Split<Tally>> best;
    if (node.tally.rows() < 2 * std::uint64_t{limits_.leaf_rows}) return best;
    std::uint32_t usable = 0;
    for (std::size_t drawn = 0; drawn < features_.size() && usable < limits_.features_per_split; ++drawn) {
      const auto left = static_cast<std::uint32_t>(features_.size() - drawn);
      std::swap(features_[drawn], features_[drawn + random_.below(left)]);
      const auto split = best_split(rule_, view(node, features_[drawn]), node.tally, limits_.leaf_rows);
      if (!split) continue;
      ++usable;
      if (!best || split->gain > best->gain) best = split;
    }
    return best;
  }

  /// Moves the cells that go left before the others, both in their old order; returns where the others begin.
  std::size_t partition(const NodeType& node, const Split<Tally>& split) {
    const std::size_t features = cells_.features;
    const std::uint8_t* const codes = cells_.codes.data() + split.feature;
    const auto span = static_cast<std::uint8_t>(split.last - split.first);
    std::uint32_t* const order = order_.data();
    std::uint32_t* const others = spare_.data();
    std::size_t left = node.begin;
    // Both places are written and one of them moves on: no branch to mispredict.
    for (std::size_t index = node.begin; index < node.end; ++index) {
      const std::uint32_t cell = order[index];
      others[index - left] = cell;
      order[left] = cell;
      left += static_cast<std::size_t>(static_cast<std::uint8_t>(codes[cell * features] - split.first) <= span);
    }
    std::copy_n(others, node.end - left, order + left);
    return left;
  }

  bool split_node(std::size_t index) {
    const auto split = find_split(nodes_[index]);
    if (!split) return false;
    const std::size_t border = partition(nodes_[index], *split);
    NodeType& node = nodes_[index];
    node.split = split;
    node.left = nodes_.size();
    const auto [left_bounds, right_bounds] = child_bounds(node.bounds, *split);
    NodeType left{.begin = node.begin, .end = border, .depth = node.depth + 1, .bounds = left_bounds};
    NodeType right{.begin = border, .end = node.end, .depth = node.depth + 1, .bounds = right_bounds};
    left.tally = split->left;
    right.tally = split->right;
    left.ranges = right.ranges = node.ranges;
    left.ranges.high[split->feature] = split->last;
    right.ranges.low[split->feature] = static_cast<std::uint8_t>(split->last + 1);
    if (left.depth < limits_.depth) share_histogram(node, left, right);
    add_node(std::move(left));
    add_node(std::move(right));
    return true;
  }

  /// Counts the child with fewer cells; what its parent holds beyond it is the other child's.
  void share_histogram(NodeType& parent, NodeType& left, NodeType& right) {
    NodeType& smaller = left.size() < right.size() ? left : right;
    NodeType& larger = left.size() < right.size() ? right : left;
    smaller.histogram = take_histogram();
    add_up(smaller);
    larger.histogram = std::move(parent.histogram);
    for (std::size_t bin = 0; bin < bins_; ++bin) larger.histogram[bin] -= smaller.histogram[bin];
  }

  Histogram<Tally> take_histogram() {
    if (unused_.empty()) return Histogram<Tally>(bins_);
    Histogram<Tally> histogram = std::move(unused_.back());
    unused_.pop_back();
    std::fill(histogram.begin(), histogram.end(), Tally{});
    return histogram;
  }

  void release(std::size_t index) {
    if (!nodes_[index].histogram.empty()) unused_.push_back(std::move(nodes_[index].histogram));
    nodes_[index].histogram = {};
  }

  [[nodiscard]] std::pair<Bounds, Bounds> child_bounds(const Bounds& bounds, const Split<Tally>& split) const {
    const double left = bounds.clamp(value_of(rule_, split.left));
    const double right = bounds.clamp(value_of(rule_, split.right));
    const double middle = (left + right) / 2;
    switch (limits_.directions[split.feature]) {
      case RiskDirection::falls:
        return {{middle, bounds.highest}, {bounds.lowest, middle}};
      case RiskDirection::rises:
        return {{bounds.lowest, middle}, {middle, bounds.highest}};
      case RiskDirection::free:
        break;
    }
    return {bounds, bounds};
  }

  const Cells& cells_;
  std::span<const Tally> tallies_;
  const Rule& rule_;
  const GrowthLimits& limits_;
  Random& random_;
  std::vector<std::uint8_t> features_;
  std::vector<std::size_t> offsets_;
  std::size_t bins_ = 0;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> spare_;
  std::vector<NodeType> nodes_;
  std::vector<Histogram<Tally>> unused_;
};

/// Makes one leaf of every split whose leaves say the same. Children come after their parent, so one pass back does it.
template <typename NodeType>
void merge_equal_leaves(std::vector<NodeType>& nodes) {
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    if (!node->split) continue;
    const NodeType& left = nodes[node->left];
    const NodeType& right = nodes[node->left + 1];
    if (left.split || right.split || left.value != right.value) continue;
    node->value = left.value;
    node->split.reset();
  }
}

template <typename NodeType>
Tree lay_out(const std::vector<NodeType>& nodes, const std::vector<bool>& missing_seen) {
  Tree tree;
  std::vector<std::size_t> order = {0};
  for (std::size_t index = 0; index < order.size(); ++index) {
    const NodeType& node = nodes[order[index]];
    if (!node.split) {
      tree.nodes.push_back({.left = static_cast<std::uint32_t>(index)});
      tree.values.push_back(node.value);
      continue;
    }
    const auto& split = *node.split;
    const std::uint8_t first = missing_seen[split.feature] ? split.first : std::uint8_t{1};
    tree.nodes.push_back({.feature = split.feature,
                          .first = first,
                          .span = static_cast<std::uint8_t>(split.last - first),
                          .left = static_cast<std::uint32_t>(order.size())});
    tree.values.push_back(0);
    order.push_back(node.left);
    order.push_back(node.left + 1);
  }
  measure_depth(tree);
  return tree;
}

/// Walks the cells that took no part down the tree, several at a time, so that their steps overlap.
template <typename Tally>
void value_unused_cells(const Tree& tree, const Cells& cells, std::span<const Tally> tallies,
                        std::vector<std::int32_t>& values) {
  constexpr std::size_t kTogether = 16;
  std::array<std::uint32_t, kTogether> group{};
  const auto walk = [&](std::size_t size) {
    std::array<std::uint32_t, kTogether> places{};
    for (std::uint32_t step = 0; step < tree.depth; ++step) {
      for (std::size_t index = 0; index < size; ++index) {
        const Node& node = tree.nodes[places[index]];
        const std::uint8_t code = cells.codes[group[index] * cells.features + node.feature];
        places[index] = node.left + (static_cast<std::uint8_t>(code - node.first) > node.span ? 1U : 0U);
      }
    }
    for (std::size_t index = 0; index < size; ++index) values[group[index]] = tree.values[places[index]];
  };
  std::size_t size = 0;
  for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
    if (tallies[cell].rows() > 0) continue;
    group[size++] = cell;
    if (size < kTogether) continue;
    walk(size);
    size = 0;
  }
  walk(size);
}

}  // namespace

template <typename Rule>
GrownTree grow_tree(const Cells& cells, std::span<const typename Rule::Tally> tallies, const Rule& rule,
                    const GrowthLimits& limits, Random& random) {
  Grower<Rule> grower(cells, tallies, rule, limits, random);
  grower.grow();
  GrownTree grown;
  grown.value_of_cell.resize(cells.size());
  for (const auto& node : grower.nodes()) {
    if (node.split) continue;
    for (const std::uint32_t cell : grower.cells_of(node)) grown.value_of_cell[cell] = node.value;
  }
  merge_equal_leaves(grower.nodes());
  grown.tree = lay_out(grower.nodes(), cells.missing_seen);
  value_unused_cells(grown.tree, cells, tallies, grown.value_of_cell);
  return grown;
}

template GrownTree grow_tree<RiskRule>(const Cells&, std::span<const RiskTally>, const RiskRule&, const GrowthLimits&,
                                       Random&);
template GrownTree grow_tree<NewtonRule>(const Cells&, std::span<const NewtonTally>, const NewtonRule&,
                                         const GrowthLimits&, Random&);

}  // namespace prescore
