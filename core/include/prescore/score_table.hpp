// Scores and probabilities for every cell of a forest's answer grid, filled in as rows ask for them. Exact: the grid
// has a cell for each combination of answers that the forest can tell apart.
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

/// A grid of more cells is not tabulated: 32 MiB.
inline constexpr std::size_t kMaxTableCells = std::size_t{1} << 22;

/// What is kept for a cell.
struct CellRisk {
  /// In [-INT32_MAX, INT32_MAX], as are the scores of any forest that passed `check`.
  std::int32_t score = 0;
  /// In [0, kWholePpm].
  std::int32_t pd_ppm = 0;

  [[nodiscard]] bool operator==(const CellRisk&) const = default;
};

/// Safe to use from several threads at once: two threads that fill in the same cell write the same.
class ScoreTable {
 public:
  /// The number of cells that `forest` needs, or nothing where that is more than `limit`. `forest` must have passed
  /// `check`.
  [[nodiscard]] static std::optional<std::size_t> cells_needed(const Forest& forest, std::size_t limit);

  /// Takes 8 bytes a cell. `forest` must need at most kMaxTableCells.
  explicit ScoreTable(const Forest& forest);

  /// The cell of a row, whose features must be covered or its cell means nothing.
  [[nodiscard]] std::size_t cell_of(const Features& row) const noexcept {
    std::size_t cell = 0;
    for (const Axis& axis : axes_) cell += axis.offsets[row.codes[axis.feature]];
    return cell;
  }

  /// What was filled into a cell, or nothing.
  [[nodiscard]] std::optional<CellRisk> find(std::size_t cell) const noexcept {
    const std::uint64_t kept = cells_[cell].load(std::memory_order_relaxed);
    if (kept == kEmpty) return std::nullopt;
    return CellRisk{static_cast<std::int32_t>(kept >> 32U), static_cast<std::int32_t>(kept & 0xFFFFFFFFU)};
  }

  void fill_in(std::size_t cell, const CellRisk& risk) noexcept {
    cells_[cell].store(packed(risk), std::memory_order_relaxed);
  }

 private:
  static constexpr std::uint64_t packed(const CellRisk& risk) noexcept {
    return std::uint64_t{static_cast<std::uint32_t>(risk.score)} << 32U | static_cast<std::uint32_t>(risk.pd_ppm);
  }

  /// The score would be INT32_MIN, which no forest has.
  static constexpr std::uint64_t kEmpty = std::uint64_t{1} << 63U;

  /// One a feature that the forest asks: for each code what it adds to the cell's place.
  struct Axis {
    std::size_t feature = 0;
    std::array<std::uint32_t, 256> offsets{};
  };

  std::vector<Axis> axes_;
  std::vector<std::atomic<std::uint64_t>> cells_;
};

}  // namespace prescore
