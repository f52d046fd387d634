// The scores of a forest over its whole answer grid, filled in as rows ask for them. Exact: the grid has a cell for
// each combination of answers that the forest can tell apart.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "prescore/encoding.hpp"
#include "prescore/forest.hpp"

namespace prescore {

/// A grid of more cells is not tabulated: 16 MiB.
inline constexpr std::size_t kMaxTableCells = std::size_t{1} << 22;

/// Safe to use from several threads at once: whoever comes first fills a cell, and all would fill in the same.
class ScoreTable {
 public:
  /// The cells that `forest` needs, or nothing where they are more than `limit`. `forest` must have passed `check`.
  [[nodiscard]] static std::optional<std::size_t> cells_needed(const Forest& forest, std::size_t limit);

  /// Takes 4 bytes a cell. `forest` must need at most kMaxTableCells.
  explicit ScoreTable(const Forest& forest);

  /// The cell of a row.
  [[nodiscard]] std::size_t cell_of(const Features& row) const noexcept {
    std::size_t cell = 0;
    for (const Axis& axis : axes_) cell += axis.offsets[row.codes[axis.feature]];
    return cell;
  }

  /// The score of a cell, or nothing where nobody has filled it in.
  [[nodiscard]] std::optional<std::int32_t> find(std::size_t cell) const noexcept {
    const std::int32_t kept = cells_[cell].load(std::memory_order_relaxed);
    if (kept == kEmpty) return std::nullopt;
    return kept;
  }

  void fill_in(std::size_t cell, std::int32_t score) noexcept { cells_[cell].store(score, std::memory_order_relaxed); }

 private:
  /// No score: the sums of a checked forest keep within [-INT32_MAX, INT32_MAX].
  static constexpr std::int32_t kEmpty = INT32_MIN;

  /// One a feature that the forest asks: for each code what it adds to the cell's place.
  struct Axis {
    std::size_t feature = 0;
    std::array<std::uint32_t, 256> offsets{};
  };

  std::vector<Axis> axes_;
  std::vector<std::atomic<std::int32_t>> cells_;
};

}  // namespace prescore
