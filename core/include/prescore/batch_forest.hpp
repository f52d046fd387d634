// A forest laid out for many rows at once. The scores are those of `Forest::score`, to the bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "prescore/encoding.hpp"
#include "prescore/forest.hpp"

namespace prescore {

/// Derived from a checked forest, and never read from a file: it holds nothing that `check` would have to see.
/// Safe to use from several threads at once.
class BatchForest {
 public:
  /// Takes 12 bytes a node. `forest` must have passed `check`; it is not needed afterwards.
  explicit BatchForest(const Forest& forest);

  /// Sets `scores[i]` to the score of `rows[i]`. Both must be of the same size, which may be any.
  void score(std::span<const Features> rows, std::span<std::int32_t> scores) const noexcept;

 private:
  /// A code of column `column` goes left where it is at most `span`; a leaf leads to itself whatever the code.
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
