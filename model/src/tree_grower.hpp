// Grows one tree on cells: binary splits on codes, chosen by the fall of the Gini impurity (Breiman, "Random Forests",
// Machine Learning 45, 2001), among features drawn at random for each split.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "binning.hpp"
#include "prescore/forest.hpp"
#include "training_settings.hpp"

namespace prescore {

/// Leaf values are probabilities in units of 1 / kLeafScale: 12 bits, so that a leaf packs into two bytes.
inline constexpr std::int32_t kLeafScale = 4096;

/// How many bootstrap rows and how many defaults among them each cell holds.
struct CellCounts {
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> defaults;
};

/// The engine of every random choice: its sequence is fixed by the C++ standard.
using Random = std::mt19937_64;

/// A whole number in [0, bound), bound in [1, 2^32): the same on every platform, unlike the standard distributions.
[[nodiscard]] std::uint32_t draw(Random& random, std::uint32_t bound);

/// Grows a tree within the settings' limits. Where a feature has a direction, no leaf breaks it: children's values are
/// held apart by the middle of their means, as in LightGBM's basic method (Auguste, Malory, Smirnov, "A better method
/// to enforce monotonic constraints in regression and classification trees", 2020, section 2).
/// Cells without rows take no part. `counts` must hold at least one row.
[[nodiscard]] Tree grow_tree(const Cells& cells, const CellCounts& counts, const TrainingSettings& settings,
                             const std::vector<bool>& missing_seen, Random& random);

}  // namespace prescore
