#include "prescore/score_table.hpp"

#include <bitset>
#include <cassert>

namespace prescore {
namespace {

/// For one feature the codes that some split tells from the code below.
using Borders = std::bitset<256>;
using Grid = std::array<Borders, kMaxQuestions>;

Grid borders_of(const Forest& forest) noexcept {
  Grid grid;
  for (const Tree& tree : forest.trees) {
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      if (tree.is_leaf(index)) continue;
      const Node& node = tree.nodes[index];
      if (node.first > 0) grid[node.feature].set(node.first);
      const std::size_t above = std::size_t{node.first} + node.span + 1;
      if (above < grid[node.feature].size()) grid[node.feature].set(above);
    }
  }
  return grid;
}

}  // namespace

std::optional<std::size_t> ScoreTable::cells_needed(const Forest& forest, std::size_t limit) {
  std::size_t cells = 1;
  for (const Borders& borders : borders_of(forest)) {
    const std::size_t sections = borders.count() + 1;
    if (cells > limit / sections) return std::nullopt;
    cells *= sections;
  }
  return cells;
}

ScoreTable::ScoreTable(const Forest& forest) {
  const Grid grid = borders_of(forest);
  std::size_t stride = 1;
  for (std::size_t feature = 0; feature < grid.size(); ++feature) {
    if (grid[feature].none()) continue;
    Axis& axis = axes_.emplace_back();
    axis.feature = feature;
    std::size_t section = 0;
    for (std::size_t code = 0; code < axis.offsets.size(); ++code) {
      if (grid[feature].test(code)) ++section;
      axis.offsets[code] = static_cast<std::uint32_t>(section * stride);
    }
    stride *= section + 1;
    assert(stride <= kMaxTableCells);
  }
  cells_ = std::vector<std::atomic<std::uint64_t>>(stride);
  for (auto& cell : cells_) cell.store(kEmpty, std::memory_order_relaxed);
}

}  // namespace prescore
