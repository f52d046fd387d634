// The search without branches against counting, for every number of items and every place.
#include "count_before.hpp"

#include <gtest/gtest.h>

namespace prescore {
namespace {

TEST(CountBefore, CountsWhatLiesBeforeForEverySizeAndPlace) {
  std::vector<int> items;
  for (std::size_t size = 0; size <= 260; ++size) {
    for (std::size_t before = 0; before <= size; ++before) {
      const auto limit = static_cast<int>(before);
      EXPECT_EQ(count_before(items, [&](int item) { return item < limit; }), before) << "of " << size;
    }
    items.push_back(static_cast<int>(size));
  }
}

}  // namespace
}  // namespace prescore
