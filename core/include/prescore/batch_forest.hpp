// A forest in a form that scores many rows at once, with the same result as `Forest::score`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "prescore/encoding.hpp"
#include "prescore/forest.hpp"

namespace prescore {

/// Made from a checked forest, never read from a file, so it needs no check of its own. Safe to use from several
/// threads at once.
class BatchForest {
 public:
  /// Takes 12 bytes a node. `forest` must have passed `check`; it is not needed afterwards.
  explicit BatchForest(const Forest& forest);

  /// Sets `scores[i]` to the score of `rows[i]`, in units of 1 / leaf_scale. Both spans must have the same size, which
  /// may be 0.
  void score(std::span<const Features> rows, std::span<std::int32_t> scores) const noexcept;

 private:
  /// A row goes left if its code in `column` (batch_forest.cpp) is at most `span`. A leaf leads to itself.
  struct Step {
    std::uint32_t left = 0;
    std::uint8_t column = 0;
    std::uint8_t span = 255;
  };
  struct Root {
    /// Where the tree's steps begin; `Step::left` counts from there.
    std::size_t begin = 0;
    std::uint32_t depth = 0;
  };

  void score_block(std::span<const Features> rows, std::int32_t* scores) const noexcept;

  std::vector<Root> roots_;
  std::vector<Step> steps_;
  std::vector<std::int32_t> values_;
};

}  // namespace prescore
