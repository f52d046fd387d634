// Many trees on bootstrap samples, and what each row's out-of-bag trees say of it.
#pragma once

#include <cstdint>
#include <vector>

#include "tree_grower.hpp"

namespace prescore {

struct GrownForest {
  std::vector<Tree> trees;
  /// For each row the sum of the leaves of those trees whose bootstrap sample did not hold the row, and how many.
  std::vector<std::int32_t> out_of_bag_sum;
  std::vector<std::uint32_t> out_of_bag_trees;
};

/// Grows `settings.trees` trees. Tree t depends on `seed` and t alone, so the same seed gives the same forest on any
/// number of threads, 1 or more.
[[nodiscard]] GrownForest grow_forest(const Cells& cells, const std::vector<std::uint8_t>& defaulted,
                                      const TrainingSettings& settings, const std::vector<bool>& missing_seen,
                                      std::uint64_t seed, unsigned threads);

}  // namespace prescore
