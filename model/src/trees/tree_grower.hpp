// Grows trees on cells: binary splits on codes among features drawn at random for each split (Breiman, "Random
// forests", 2001).
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

/// How far a tree may grow, and the scale of its leaves.
struct GrowthLimits {
  std::uint32_t depth = 5;
  std::uint32_t leaves = 32;
  std::uint32_t leaf_rows = 100;
  std::uint32_t features_per_split = 3;
  /// One a feature.
  std::vector<RiskDirection> directions;
  /// A leaf's value is the rule's times this, rounded.
  double leaf_units = 1.0;
};

/// What the settings say of it. `leaf_units` as above.
[[nodiscard]] GrowthLimits limits_of(const TrainingSettings& settings, double leaf_units);

/// Grows trees one after another in the same memory. The histograms of a split's larger child are its parent's less
/// its smaller child's, as in LightGBM (Ke et al., "LightGBM: a highly efficient gradient boosting decision tree",
/// 2017, section 2.1). Where a feature has a direction, no leaf breaks it: children's values are held apart by the
/// middle of their means (Auguste, Malory, Smirnov, "A better method to enforce monotonic constraints in regression and
/// classification trees", 2020, section 2). Instances for RiskRule and NewtonRule.
template <typename Rule>
class TreeGrower {
 public:
  using Tally = typename Rule::Tally;

  /// `cells`, `groups` (those of the cells) and `limits` must outlive it.
  TreeGrower(const Cells& cells, const CodeGroups& groups, const Rule& rule, const GrowthLimits& limits);

  /// Grows a tree from `tallies`, one a cell; at least one of them must hold a row. Cells without rows take no part.
  [[nodiscard]] Tree grow(std::span<const Tally> tallies, Random& random);

  /// For each cell, those without rows too, the value of the last tree's leaf that it falls into.
  [[nodiscard]] const std::vector<std::int32_t>& value_of_cell() const noexcept { return value_of_cell_; }

 private:
  /// Sums by joint code, group after group.
  using Histogram = std::vector<Tally>;

  /// Where a leaf's value must lie, so that no direction above it is broken.
  struct Bounds {
    double lowest = 0.0;
    double highest = 0.0;
  };

  /// The codes that a node's rows may have, by feature.
  struct CodeRanges {
    // Read in a template, where cppcheck does not look.
    // cppcheck-suppress unusedStructMember
    std::array<std::uint8_t, kMaxQuestions> low{};
    // cppcheck-suppress unusedStructMember
    std::array<std::uint8_t, kMaxQuestions> high{};
  };

  struct GrowingNode {
    CellRange cells;
    std::uint32_t depth = 0;
    Bounds bounds;
    Tally tally;
    CodeRanges ranges;
    std::int32_t value = 0;
    std::optional<Split<Tally>> split;
    std::size_t left = 0;
    /// Empty once the node is dealt with, or where it cannot be split.
    Histogram histogram;
  };

  void add_root();
  void add_node(GrowingNode node);
  void add_up(const CellRange& cells, Histogram& histogram) const;
  [[nodiscard]] bool may_split(const GrowingNode& node) const noexcept;
  std::optional<Split<Tally>> find_split(const GrowingNode& node, Random& random);
  bool split_node(std::size_t index, Random& random);
  void share_histogram(GrowingNode& parent, GrowingNode& left, GrowingNode& right);
  Histogram take_histogram();
  void release(Histogram& histogram);
  [[nodiscard]] std::pair<Bounds, Bounds> child_bounds(const Bounds& bounds, const Split<Tally>& split) const;
  void merge_equal_leaves();
  [[nodiscard]] Tree lay_out() const;

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
