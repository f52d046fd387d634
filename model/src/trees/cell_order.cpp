#include "trees/cell_order.hpp"

#include <algorithm>

namespace prescore {

std::size_t CellOrder::partition(std::vector<std::uint32_t>& order, std::size_t begin, std::size_t end,
                                 const std::uint8_t* codes, std::uint8_t first, std::uint8_t width) noexcept {
  const std::size_t features = cells_.features;
  std::uint32_t* const places = order.data();
  std::uint32_t* const others = spare_.data();
  std::size_t left = begin;
  for (std::size_t place = begin; place < end; ++place) {
    const std::uint32_t cell = places[place];
    others[place - left] = cell;
    places[left] = cell;
    left += static_cast<std::size_t>(static_cast<std::uint8_t>(codes[cell * features] - first) <= width);
  }
  std::copy_n(others, end - left, places + left);
  return left;
}

}  // namespace prescore
