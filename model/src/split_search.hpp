// The best split of one node.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "binning.hpp"
#include "tree_grower.hpp"

namespace prescore {

/// Rows and defaults of a set of cells.
struct Tally {
  std::uint64_t rows = 0;
  std::uint64_t defaults = 0;

  Tally& operator+=(const Tally& other) noexcept {
    rows += other.rows;
    defaults += other.defaults;
    return *this;
  }
  Tally& operator-=(const Tally& other) noexcept {
    rows -= other.rows;
    defaults -= other.defaults;
    return *this;
  }

  /// Rows, each default counted `default_weight` times.
  [[nodiscard]] double weight(double default_weight) const noexcept {
    return static_cast<double>(rows - defaults) + default_weight * static_cast<double>(defaults);
  }
  /// The weighted share of defaults, in [0, 1]; 0 without rows.
  [[nodiscard]] double risk(double default_weight) const noexcept {
    return rows == 0 ? 0.0 : default_weight * static_cast<double>(defaults) / weight(default_weight);
  }
};

struct Split {
  std::uint8_t feature = 0;
  /// 0 where missing answers go left, else 1.
  std::uint8_t first = 1;
  /// The last code that goes left.
  std::uint8_t last = 1;
  /// How much the weighted Gini impurity falls, up to a constant factor; above 0.
  double gain = 0.0;
  Tally left;
  Tally right;
};

[[nodiscard]] Tally tally(std::span<const std::uint32_t> cells, const CellCounts& counts) noexcept;

/// The best split of `node` (cell numbers) on one feature, or none that satisfies leaf size and direction.
[[nodiscard]] std::optional<Split> best_split(std::span<const std::uint32_t> node, std::uint8_t feature,
                                              const Cells& cells, const CellCounts& counts,
                                              const TrainingSettings& settings) noexcept;

}  // namespace prescore
