// Keeps the cells of each node together while a tree grows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "trees/cells.hpp"

namespace prescore {

/// The places of the cells of one node. Active cells hold rows of the sample; inactive cells hold none and only need
/// the value of their leaf.
struct NodeSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t inactive_begin = 0;
  std::size_t inactive_end = 0;

  /// The number of active cells.
  [[nodiscard]] std::size_t size() const noexcept { return end - begin; }
};

class CellOrder {
 public:
  explicit CellOrder(const Cells& cells)
      : cells_(cells), order_(cells.size()), inactive_(cells.size()), spare_(cells.size()) {}

  /// Starts again with all cells in one node, and returns its span.
  template <typename Tally>
  NodeSpan start(std::span<const Tally> tallies) noexcept {
    std::uint32_t* const order = order_.data();
    std::uint32_t* const inactive = inactive_.data();
    std::size_t taken = 0;
    // Writes to both places and advances one of them, so that there is no branch to mispredict. Likewise below.
    std::uint32_t cell = 0;
    for (const Tally& tally : tallies) {
      order[taken] = cell;
      inactive[cell - taken] = cell;
      taken += static_cast<std::size_t>(tally.rows() > 0);
      ++cell;
    }
    return {.begin = 0, .end = taken, .inactive_begin = 0, .inactive_end = tallies.size() - taken};
  }

  /// Moves the cells whose code of `feature` is in [first, last] before the other cells of the node, and keeps the
  /// order within both. Returns the spans of both.
  std::pair<NodeSpan, NodeSpan> partition(const NodeSpan& node, std::uint8_t feature, std::uint8_t first,
                                          std::uint8_t last) noexcept {
    const std::uint8_t* const codes = cells_.codes.data() + feature;
    const auto width = static_cast<std::uint8_t>(last - first);
    const std::size_t border = partition(order_, node.begin, node.end, codes, first, width);
    const std::size_t inactive_border =
        partition(inactive_, node.inactive_begin, node.inactive_end, codes, first, width);
    return {{node.begin, border, node.inactive_begin, inactive_border},
            {border, node.end, inactive_border, node.inactive_end}};
  }

  /// The active cells.
  [[nodiscard]] std::span<const std::uint32_t> cells_of(const NodeSpan& node) const noexcept {
    return std::span(order_).subspan(node.begin, node.size());
  }

  /// Gives `value` to all cells of a node.
  void assign(const NodeSpan& node, std::int32_t value, std::int32_t* value_of_cell) const noexcept {
    for (const std::uint32_t cell : cells_of(node)) value_of_cell[cell] = value;
    const auto inactive = std::span(inactive_).subspan(node.inactive_begin, node.inactive_end - node.inactive_begin);
    for (const std::uint32_t cell : inactive) value_of_cell[cell] = value;
  }

 private:
  std::size_t partition(std::vector<std::uint32_t>& order, std::size_t begin, std::size_t end,
                        const std::uint8_t* codes, std::uint8_t first, std::uint8_t width) noexcept;

  const Cells& cells_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> inactive_;
  std::vector<std::uint32_t> spare_;
};

}  // namespace prescore
