// Grows one tree on cells: binary splits on codes among features drawn at random for each split (Breiman, "Random
// forests", 2001).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cells.hpp"
#include "prescore/forest.hpp"
#include "random.hpp"
#include "tally.hpp"
#include "training_settings.hpp"

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

/// A tree and, for each of its cells, the value of the leaf that it falls into.
struct GrownTree {
  Tree tree;
  std::vector<std::int32_t> value_of_cell;
};

/// Grows a tree within `limits` from `tallies`, one a cell; at least one of them must hold a row. Cells without rows
/// take no part but get their value. The histograms of a split's larger child are its parent's less its smaller
/// child's, as in LightGBM (Ke et al., "LightGBM: a highly efficient gradient boosting decision tree", 2017,
/// section 2.1). Where a feature has a direction, no leaf breaks it: children's values are held apart by the middle of
/// their means (Auguste, Malory, Smirnov, "A better method to enforce monotonic constraints in regression and
/// classification trees", 2020, section 2). Instances for RiskRule and NewtonRule.
template <typename Rule>
[[nodiscard]] GrownTree grow_tree(const Cells& cells, std::span<const typename Rule::Tally> tallies, const Rule& rule,
                                  const GrowthLimits& limits, Random& random);

}  // namespace prescore
