// The cells in the order of the nodes that they lie in, while a tree grows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "trees/cells.hpp"

namespace prescore {

/// The cells of one node: those that hold rows of the sample, and those that hold none and only need a value.
struct CellRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t idle_begin = 0;
  std::size_t idle_end = 0;

  /// Cells with rows.
  [[nodiscard]] std::size_t size() const noexcept { return end - begin; }
};

class CellOrder {
 public:
  explicit CellOrder(const Cells& cells)
      : cells_(cells), order_(cells.size()), idle_(cells.size()), spare_(cells.size()) {}

  /// Begins anew with all cells in one node. Returns its range.
  template <typename Tally>
  CellRange start(std::span<const Tally> tallies) noexcept {
    std::uint32_t* const order = order_.data();
    std::uint32_t* const idle = idle_.data();
    std::size_t taken = 0;
    // Both places are written and one of them moves on: no branch to mispredict. Likewise below.
    std::uint32_t cell = 0;
    for (const Tally& tally : tallies) {
      order[taken] = cell;
      idle[cell - taken] = cell;
      taken += static_cast<std::size_t>(tally.rows() > 0);
      ++cell;
    }
    return {.begin = 0, .end = taken, .idle_begin = 0, .idle_end = tallies.size() - taken};
  }

  /// Moves the cells whose code of `feature` lies in [first, last] before the others of the node, all in their old
  /// order. Returns the ranges of both.
  std::pair<CellRange, CellRange> partition(const CellRange& node, std::uint8_t feature, std::uint8_t first,
                                            std::uint8_t last) noexcept {
    const std::uint8_t* const codes = cells_.codes.data() + feature;
    const auto width = static_cast<std::uint8_t>(last - first);
    const std::size_t border = partition(order_, node.begin, node.end, codes, first, width);
    const std::size_t idle_border = partition(idle_, node.idle_begin, node.idle_end, codes, first, width);
    return {{node.begin, border, node.idle_begin, idle_border}, {border, node.end, idle_border, node.idle_end}};
  }

  /// The cells with rows.
  [[nodiscard]] std::span<const std::uint32_t> cells_of(const CellRange& node) const noexcept {
    return std::span(order_).subspan(node.begin, node.size());
  }

  /// Gives `value` to all cells of a node.
  void assign(const CellRange& node, std::int32_t value, std::int32_t* value_of_cell) const noexcept {
    for (const std::uint32_t cell : cells_of(node)) value_of_cell[cell] = value;
    const auto idle = std::span(idle_).subspan(node.idle_begin, node.idle_end - node.idle_begin);
    for (const std::uint32_t cell : idle) value_of_cell[cell] = value;
  }

 private:
  std::size_t partition(std::vector<std::uint32_t>& order, std::size_t begin, std::size_t end,
                        const std::uint8_t* codes, std::uint8_t first, std::uint8_t width) noexcept;

  const Cells& cells_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> idle_;
  std::vector<std::uint32_t> spare_;
};

}  // namespace prescore
