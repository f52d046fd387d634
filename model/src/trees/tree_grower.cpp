#include "trees/tree_grower.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace prescore {

GrowthLimits limits_of(const TrainingSettings& settings, double leaf_units) {
  return {settings.depth,      settings.leaves, settings.leaf_rows, settings.features_per_split,
          settings.directions, leaf_units,      settings.shrinkage};
}

template <typename Rule>
TreeGrower<Rule>::TreeGrower(const Cells& cells, const CodeGroups& groups, const Rule& rule, const GrowthLimits& limits)
    : cells_(cells),
      groups_(groups),
      rule_(rule),
      limits_(limits),
      features_(cells.features),
      order_(cells),
      value_of_cell_(cells.size()) {}

template <typename Rule>
Tree TreeGrower<Rule>::grow(std::span<const Tally> tallies, Random& random) {
  tallies_ = tallies;
  std::iota(features_.begin(), features_.end(), std::uint8_t{0});
  nodes_.clear();
  add_root();
  std::size_t leaves = 1;
  for (std::size_t index = 0; index < nodes_.size(); ++index) {
    if (may_split(nodes_[index]) && leaves < limits_.leaves && split_node(index, random)) ++leaves;
    release(nodes_[index].histogram);
  }
  for (const GrowingNode& node : nodes_) {
    if (!node.split) order_.assign(node.cells, node.value, value_of_cell_.data());
  }
  merge_equal_leaves();
  return make_tree();
}

template <typename Rule>
void TreeGrower<Rule>::add_root() {
  GrowingNode root{.cells = order_.start(tallies_), .bounds = {Rule::kLowest, Rule::kHighest}};
  for (const Tally& tally : tallies_) root.tally += tally;
  for (std::size_t feature = 0; feature < cells_.features; ++feature) {
    root.code_spans.low[feature] = 1;
    root.code_spans.high[feature] = static_cast<std::uint8_t>(cells_.code_counts[feature]);
  }
  if (may_split(root)) {
    root.histogram = take_histogram();
    add_up(root.cells, root.histogram);
  }
  add_node(std::move(root), {});
}

/// The step from the parent's value to the child's shrinks by the same factor for both children, and the factors fall
/// on the way down. A shrunk value is therefore a mean of the values on its path, and all of them are within the bounds
/// of the splits above, so that no direction is violated.
template <typename Rule>
void TreeGrower<Rule>::add_node(GrowingNode node, std::optional<std::size_t> parent) {
  node.own_value = std::clamp(value_of(rule_, node.tally), node.bounds.lowest, node.bounds.highest);
  node.shrunk_value = node.own_value;
  if (parent) {
    const GrowingNode& above = nodes_[*parent];
    const double kept = 1.0 / (1.0 + limits_.shrinkage / static_cast<double>(above.tally.rows()));
    node.shrunk_value = above.shrunk_value + kept * (node.own_value - above.own_value);
  }
  node.value = static_cast<std::int32_t>(std::lround(node.shrunk_value * limits_.leaf_units));
  nodes_.push_back(std::move(node));
}

template <typename Rule>
void TreeGrower<Rule>::add_up(const NodeSpan& cells, Histogram& histogram) const {
  const std::size_t groups = groups_.size();
  const std::uint8_t* const joint_codes = groups_.joint_codes().data();
  const std::uint32_t* const offsets = groups_.offsets().data();
  const Tally* const tallies = tallies_.data();
  Tally* const sums = histogram.data();
  for (const std::uint32_t cell : order_.cells_of(cells)) {
    const std::uint8_t* const codes = joint_codes + cell * groups;
    const Tally tally = tallies[cell];
    for (std::size_t group = 0; group < groups; ++group) sums[offsets[group] + codes[group]] += tally;
  }
}

template <typename Rule>
bool TreeGrower<Rule>::may_split(const GrowingNode& node) const noexcept {
  return node.depth < limits_.depth && node.tally.rows() >= 2 * std::uint64_t{limits_.leaf_rows};
}

/// The best split among `features_per_split` features drawn at random; none if none of them can be split. The node then
/// stays a leaf, although another feature might split it. Drawing until a feature can be split would give larger trees
/// that differ less, and a forest that ranks worse.
template <typename Rule>
std::optional<Split<typename Rule::Tally>> TreeGrower<Rule>::find_split(const GrowingNode& node, Random& random) {
  std::optional<Split<Tally>> best;
  for (std::size_t drawn = 0; drawn < limits_.features_per_split; ++drawn) {
    const auto left = static_cast<std::uint32_t>(features_.size() - drawn);
    std::swap(features_[drawn], features_[drawn + random.below(left)]);
    const std::uint8_t feature = features_[drawn];
    groups_.sum_up(feature, node.histogram, own_.data());
    const FeatureView<Tally> view{feature, std::span(own_).first(cells_.code_counts[feature] + 1),
                                  node.code_spans.low[feature], node.code_spans.high[feature],
                                  limits_.directions[feature]};
    const auto split = best_split(rule_, view, node.tally, limits_.leaf_rows);
    if (split && (!best || split->gain > best->gain)) best = split;
  }
  return best;
}

template <typename Rule>
bool TreeGrower<Rule>::split_node(std::size_t index, Random& random) {
  const auto split = find_split(nodes_[index], random);
  if (!split) return false;
  GrowingNode& node = nodes_[index];
  node.split = split;
  node.left = nodes_.size();
  const auto [left_cells, right_cells] = order_.partition(node.cells, split->feature, split->first, split->last);
  const auto [left_bounds, right_bounds] = child_bounds(node.bounds, *split);
  GrowingNode left{.cells = left_cells, .depth = node.depth + 1, .bounds = left_bounds};
  GrowingNode right{.cells = right_cells, .depth = node.depth + 1, .bounds = right_bounds};
  left.tally = split->left;
  right.tally = split->right;
  left.code_spans = right.code_spans = node.code_spans;
  left.code_spans.high[split->feature] = split->last;
  right.code_spans.low[split->feature] = static_cast<std::uint8_t>(split->last + 1);
  share_histogram(node, left, right);
  add_node(std::move(left), index);
  add_node(std::move(right), index);
  return true;
}

/// Adds up the histogram of the child with fewer cells. The other child's is the parent's less that.
template <typename Rule>
void TreeGrower<Rule>::share_histogram(GrowingNode& parent, GrowingNode& left, GrowingNode& right) {
  GrowingNode& smaller = left.cells.size() < right.cells.size() ? left : right;
  GrowingNode& larger = left.cells.size() < right.cells.size() ? right : left;
  if (!may_split(smaller) && !may_split(larger)) return;
  smaller.histogram = take_histogram();
  add_up(smaller.cells, smaller.histogram);
  if (may_split(larger)) {
    larger.histogram = std::move(parent.histogram);
    const Tally* part = smaller.histogram.data();
    for (Tally& sum : larger.histogram) sum -= *part++;
  }
  if (!may_split(smaller)) release(smaller.histogram);
}

template <typename Rule>
typename TreeGrower<Rule>::Histogram TreeGrower<Rule>::take_histogram() {
  if (unused_.empty()) return Histogram(groups_.bins());
  Histogram histogram = std::move(unused_.back());
  unused_.pop_back();
  std::fill(histogram.begin(), histogram.end(), Tally{});
  return histogram;
}

template <typename Rule>
void TreeGrower<Rule>::release(Histogram& histogram) {
  if (histogram.empty()) return;
  unused_.push_back(std::move(histogram));
  histogram = {};
}

template <typename Rule>
std::pair<typename TreeGrower<Rule>::Bounds, typename TreeGrower<Rule>::Bounds> TreeGrower<Rule>::child_bounds(
    const Bounds& bounds, const Split<Tally>& split) const {
  const double left = std::clamp(value_of(rule_, split.left), bounds.lowest, bounds.highest);
  const double right = std::clamp(value_of(rule_, split.right), bounds.lowest, bounds.highest);
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

/// Makes one leaf of every split whose two leaves have the same value. Children come after their parent, so one
/// backward pass is enough.
template <typename Rule>
void TreeGrower<Rule>::merge_equal_leaves() {
  for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
    if (!node->split) continue;
    const GrowingNode& left = nodes_[node->left];
    const GrowingNode& right = nodes_[node->left + 1];
    if (left.split || right.split || left.value != right.value) continue;
    node->value = left.value;
    node->split.reset();
  }
}

template <typename Rule>
Tree TreeGrower<Rule>::make_tree() const {
  Tree tree;
  std::vector<std::size_t> order = {0};
  for (std::size_t index = 0; index < order.size(); ++index) {
    const GrowingNode& node = nodes_[order[index]];
    if (!node.split) {
      tree.nodes.push_back({.left = static_cast<std::uint32_t>(index)});
      tree.values.push_back(node.value);
      continue;
    }
    const auto& split = *node.split;
    const std::uint8_t first = cells_.missing_seen[split.feature] ? split.first : std::uint8_t{1};
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

template class TreeGrower<RiskRule>;
template class TreeGrower<NewtonRule>;

}  // namespace prescore
