// Binary search without branches.
#pragma once

#include <cstddef>
#include <vector>

namespace prescore {

/// How many items at the start of `items` are `before`; where one is not, none behind it may be.
/// The number of steps depends on the number of items alone and none of them branches: what differs from applicant to
/// applicant would be guessed wrong every other time.
template <typename Item, typename Before>
[[nodiscard]] std::size_t count_before(const std::vector<Item>& items, Before before) noexcept {
  if (items.empty()) return 0;
  const Item* first = items.data();
  for (std::size_t left = items.size(); left > 1;) {
    const std::size_t half = left / 2;
    // All bits or none of them.
    first += half & (std::size_t{0} - static_cast<std::size_t>(before(first[half - 1])));
    left -= half;
  }
  return static_cast<std::size_t>(first - items.data()) + static_cast<std::size_t>(before(*first));
}

}  // namespace prescore
