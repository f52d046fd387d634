#include "tree_grower.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <span>

#include "split_search.hpp"

namespace prescore {
namespace {

/// Where a leaf's value must lie, so that no direction above it is broken.
struct Bounds {
  double lowest = 0.0;
  double highest = 1.0;

  [[nodiscard]] double clamp(double risk) const noexcept { return std::clamp(risk, lowest, highest); }
};

/// A node while the tree grows: its cells are [begin, end) of the grower's order.
struct GrownNode {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint32_t depth = 0;
  Bounds bounds;
  std::int32_t value = 0;
  std::optional<Split> split;
  std::size_t left = 0;
};

class Grower {
 public:
  Grower(const Cells& cells, const CellCounts& counts, const TrainingSettings& settings, Random& random)
      : cells_(cells), counts_(counts), settings_(settings), random_(random), features_(cells.codes.size()) {
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell) {
      if (counts.rows[cell] > 0) order_.push_back(cell);
    }
    std::iota(features_.begin(), features_.end(), std::uint8_t{0});
  }

  /// Grows in breadth-first order: where the number of leaves is limited, all branches get their share.
  std::vector<GrownNode> grow() {
    add_node({.begin = 0, .end = order_.size()});
    std::size_t leaves = 1;
    for (std::size_t index = 0; index < nodes_.size() && leaves < settings_.leaves; ++index) {
      if (nodes_[index].depth == settings_.depth) continue;
      if (split_node(index)) ++leaves;
    }
    return std::move(nodes_);
  }

 private:
  [[nodiscard]] std::span<const std::uint32_t> cells_of(const GrownNode& node) const {
    return std::span(order_).subspan(node.begin, node.end - node.begin);
  }

  void add_node(GrownNode node) {
    const double risk = tally(cells_of(node), counts_).risk(settings_.default_weight);
    node.value = static_cast<std::int32_t>(std::lround(node.bounds.clamp(risk) * kLeafScale));
    nodes_.push_back(node);
  }

  /// Draws features until `features_per_split` of them can be split at all, and takes the best split.
  std::optional<Split> find_split(const GrownNode& node) {
    std::optional<Split> best;
    std::uint32_t usable = 0;
    for (std::size_t drawn = 0; drawn < features_.size() && usable < settings_.features_per_split; ++drawn) {
      const auto left = static_cast<std::uint32_t>(features_.size() - drawn);
      std::swap(features_[drawn], features_[drawn + draw(random_, left)]);
      const auto split = best_split(cells_of(node), features_[drawn], cells_, counts_, settings_);
      if (!split) continue;
      ++usable;
      if (!best || split->gain > best->gain) best = split;
    }
    return best;
  }

  bool split_node(std::size_t index) {
    const GrownNode node = nodes_[index];
    const auto split = find_split(node);
    if (!split) return false;
    const auto begin = order_.begin() + static_cast<std::ptrdiff_t>(node.begin);
    const auto end = order_.begin() + static_cast<std::ptrdiff_t>(node.end);
    const std::vector<std::uint8_t>& codes = cells_.codes[split->feature];
    const auto middle = std::stable_partition(
        begin, end, [&](std::uint32_t cell) { return split->first <= codes[cell] && codes[cell] <= split->last; });
    const auto border = static_cast<std::size_t>(middle - order_.begin());
    nodes_[index].split = split;
    nodes_[index].left = nodes_.size();
    const auto [left, right] = child_bounds(node.bounds, *split);
    add_node({.begin = node.begin, .end = border, .depth = node.depth + 1, .bounds = left});
    add_node({.begin = border, .end = node.end, .depth = node.depth + 1, .bounds = right});
    return true;
  }

  [[nodiscard]] std::pair<Bounds, Bounds> child_bounds(const Bounds& bounds, const Split& split) const {
    const double left = bounds.clamp(split.left.risk(settings_.default_weight));
    const double right = bounds.clamp(split.right.risk(settings_.default_weight));
    const double middle = (left + right) / 2;
    switch (settings_.directions[split.feature]) {
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
  const CellCounts& counts_;
  const TrainingSettings& settings_;
  Random& random_;
  std::vector<std::uint8_t> features_;
  std::vector<std::uint32_t> order_;
  std::vector<GrownNode> nodes_;
};

/// Makes one leaf of every split whose leaves say the same. Children come after their parent, so one pass back does it.
void merge_equal_leaves(std::vector<GrownNode>& nodes) {
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    if (!node->split) continue;
    const GrownNode& left = nodes[node->left];
    const GrownNode& right = nodes[node->left + 1];
    if (left.split || right.split || left.value != right.value) continue;
    node->value = left.value;
    node->split.reset();
  }
}

Tree lay_out(const std::vector<GrownNode>& nodes, const std::vector<bool>& missing_seen) {
  Tree tree;
  std::vector<std::size_t> order = {0};
  for (std::size_t index = 0; index < order.size(); ++index) {
    const GrownNode& node = nodes[order[index]];
    if (!node.split) {
      tree.nodes.push_back({.left = static_cast<std::uint32_t>(index)});
      tree.values.push_back(node.value);
      continue;
    }
    const Split& split = *node.split;
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

}  // namespace

std::uint32_t draw(Random& random, std::uint32_t bound) {
  // Lemire, "Fast random integer generation in an interval", 2019, without the rejection: the bias is below 2^-32 *
  // bound.
  return static_cast<std::uint32_t>(((random() >> 32U) * bound) >> 32U);
}

Tree grow_tree(const Cells& cells, const CellCounts& counts, const TrainingSettings& settings,
               const std::vector<bool>& missing_seen, Random& random) {
  std::vector<GrownNode> nodes = Grower(cells, counts, settings, random).grow();
  merge_equal_leaves(nodes);
  return lay_out(nodes, missing_seen);
}

}  // namespace prescore
