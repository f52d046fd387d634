// Grows one tree at a time on cells (Breiman, "Random forests", 2001).
//
// Terms. A *tally* sums what the rule needs over rows: rows and defaults, or gradient and hessian. A *histogram* holds
// a tally for each joint code (code_groups.hpp). A *direction* requires that the risk only falls or only rises along a
// feature's codes.
// Steps. 1. Make the root with all cells and its histogram. 2. Take the nodes in order of creation. For each, draw a
// few features at random, find the best split among them, and make two children. 3. Add up the histogram of the child
// with fewer cells; the other child's is the parent's less that. 4. Stop at the limits of depth, leaves and rows. 5.
// Make one leaf of splits whose two leaves have the same value, and write the nodes into a Tree. Why this way. Breadth
// first, so that a limit on leaves treats all branches alike. Subtracting histograms halves the work (LightGBM).
// Tallies add in whole numbers, so subtraction is exact and a tree does not depend on the order of rows.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "prescore/forest.hpp"
#include "trees/cell_order.hpp"
#include "trees/cells.hpp"
#include "trees/code_groups.hpp"
#include "trees/settings.hpp"
#include "trees/split_search.hpp"
#include "trees/tally.hpp"

namespace prescore {

/// Limits of a tree, and the scale of its leaves.
struct GrowthLimits {
  std::uint32_t depth = 5;
  std::uint32_t leaves = 32;
  std::uint32_t leaf_rows = 100;
  std::uint32_t features_per_split = 3;
  /// One per feature.
  std::vector<RiskDirection> directions;
  /// A leaf's value is the value of the rule times this, rounded.
  double leaf_units = 1.0;
  /// See `TrainingSettings::shrinkage`.
  double shrinkage = 0.0;
};

/// The limits that the settings give.
[[nodiscard]] GrowthLimits limits_of(const TrainingSettings& settings, double leaf_units);

/// Grows trees one after another in the same memory. The histogram of a split's larger child is the parent's less the
/// smaller child's, as in LightGBM (Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", 2017,
/// section 2.1). If a feature has a direction, no leaf violates it: the middle of the two children's values bounds all
/// leaves below them (Auguste, Malory, Smirnov, "A better method to enforce monotonic constraints in regression and
/// classification trees", 2020, section 2). Instances for RiskRule and NewtonRule.
template <typename Rule>
class TreeGrower {
 public:
  using Tally = typename Rule::Tally;

  /// `cells`, `groups` (made from these cells) and `limits` must outlive the object.
  TreeGrower(const Cells& cells, const CodeGroups& groups, const Rule& rule, const GrowthLimits& limits);

  /// Grows a tree from `tallies`, one per cell; at least one of them must hold a row. Cells without rows do not
  /// influence the tree.
  [[nodiscard]] Tree grow(std::span<const Tally> tallies, Random& random);

  /// For each cell, also one without rows, the value of its leaf in the last tree.
  [[nodiscard]] const std::vector<std::int32_t>& value_of_cell() const noexcept { return value_of_cell_; }

 private:
  /// Sums by joint code, group after group.
  using Histogram = std::vector<Tally>;

  /// The bounds of a leaf's value that keep the directions of all splits above it.
  struct Bounds {
    double lowest = 0.0;
    double highest = 0.0;
  };

  /// The codes that a node's rows may have, by feature.
  struct CodeSpans {
    // Read in a template, where cppcheck does not look.
    // cppcheck-suppress unusedStructMember
    std::array<std::uint8_t, kMaxQuestions> low{};
    // cppcheck-suppress unusedStructMember
    std::array<std::uint8_t, kMaxQuestions> high{};
  };

  struct GrowingNode {
    NodeSpan cells;
    std::uint32_t depth = 0;
    Bounds bounds;
    Tally tally;
    CodeSpans code_spans;
    /// The rule's value within the bounds, and the same pulled towards the nodes above.
    double own_value = 0.0;
    double shrunk_value = 0.0;
    std::int32_t value = 0;
    std::optional<Split<Tally>> split;
    std::size_t left = 0;
    /// Empty once the node is done, or if it cannot be split.
    Histogram histogram;
  };

  void add_root();
  void add_node(GrowingNode node, std::optional<std::size_t> parent);
  void add_up(const NodeSpan& cells, Histogram& histogram) const;
  [[nodiscard]] bool may_split(const GrowingNode& node) const noexcept;
  std::optional<Split<Tally>> find_split(const GrowingNode& node, Random& random);
  bool split_node(std::size_t index, Random& random);
  void share_histogram(GrowingNode& parent, GrowingNode& left, GrowingNode& right);
  Histogram take_histogram();
  void release(Histogram& histogram);
  [[nodiscard]] std::pair<Bounds, Bounds> child_bounds(const Bounds& bounds, const Split<Tally>& split) const;
  void merge_equal_leaves();
  [[nodiscard]] Tree make_tree() const;

  const Cells& cells_;
  const CodeGroups& groups_;
  Rule rule_;
  const GrowthLimits& limits_;
  std::span<const Tally> tallies_;
  std::vector<std::uint8_t> features_;
  CellOrder order_;
  std::vector<GrowingNode> nodes_;
  std::vector<Histogram> unused_;
  /// Room for one feature's own histogram.
  std::array<Tally, kMaxCodes + 1> own_{};
  std::vector<std::int32_t> value_of_cell_;
};

}  // namespace prescore
