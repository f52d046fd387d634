// Scores many rows: the same sums as `Forest::score`, several times quicker.
//
// Terms: a *lane* is one of the 8 rows that walk a tree at the same time; a *block* is the 256 rows that walk one tree
// before the next tree is begun.
//   1. The codes of a block are copied into one table, each row's side by side (`spread`).
//   2. For each tree, 8 rows at a time take as many steps as the tree is deep. A row that has reached its leaf stays
//      there, because a leaf leads to itself: so there is no test, and no branch for the processor to guess wrong.
//   3. Each row's leaf is added to its sum.
// Why lanes: a step waits for the node that the step before it found. With one row the processor would wait for memory
// most of the time; with eight, seven others work meanwhile. Why blocks: a tree and a block's codes fit the first cache
// together, all trees do not. Why the table: a split sends missing answers left or right, and one comparison does for
// both once the codes stand there twice (`kColumns`).
#include "prescore/batch_forest.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace prescore {
namespace {

/// Rows that are walked in step: enough for the loads of one to hide behind those of the others.
constexpr std::size_t kLanes = 8;

/// Rows that a tree is applied to before the next tree: their codes and a tree of usual size stay in the first cache.
constexpr std::size_t kWalkedBlock = 256;
static_assert(kWalkedBlock % kLanes == 0);

/// A row's codes stand twice: as they are, for splits that send missing answers left, and less one (the missing code
/// wraps to 255), for splits that send them right. So one comparison decides either way.
constexpr std::size_t kColumns = 2 * kMaxQuestions;

/// From this level on a tree may be lopsided: a few leaves lie much deeper than the rest. Lanes stop when all have
/// arrived, which a test for each level shows.
constexpr std::uint32_t kShallow = 10;

using Block = std::array<std::uint8_t, kWalkedBlock * kColumns>;

void spread(std::span<const Features> rows, Block& block) noexcept {
  std::uint8_t* out = block.data();
  for (const Features& row : rows) {
    for (std::size_t index = 0; index < kMaxQuestions; ++index) {
      out[index] = row.codes[index];
      out[kMaxQuestions + index] = static_cast<std::uint8_t>(row.codes[index] - 1);
    }
    out += kColumns;
  }
}

}  // namespace

BatchForest::BatchForest(const Forest& forest) {
  for (const Tree& tree : forest.trees) {
    roots_.push_back({steps_.size(), tree.depth});
    for (const Node& node : tree.nodes) {
      const auto column = static_cast<std::uint8_t>(node.feature + node.first * kMaxQuestions);
      steps_.push_back({node.left, column, node.span});
    }
    values_.insert(values_.end(), tree.values.begin(), tree.values.end());
  }
}

void BatchForest::score(std::span<const Features> rows, std::span<std::int32_t> scores) const noexcept {
  assert(rows.size() == scores.size());
  for (std::size_t begin = 0; begin < rows.size(); begin += kWalkedBlock) {
    const std::size_t size = std::min(kWalkedBlock, rows.size() - begin);
    std::array<std::int32_t, kWalkedBlock> sums{};
    score_block(rows.subspan(begin, size), sums.data());
    std::copy_n(sums.begin(), size, scores.begin() + static_cast<std::ptrdiff_t>(begin));
  }
}

/// Adds to `scores`, which has room for whole lanes: the rows that fill up the last lanes are ignored.
void BatchForest::score_block(std::span<const Features> rows, std::int32_t* scores) const noexcept {
  Block block;
  spread(rows, block);
  const std::size_t end = (rows.size() + kLanes - 1) / kLanes * kLanes;
  std::fill(block.begin() + static_cast<std::ptrdiff_t>(rows.size() * kColumns),
            block.begin() + static_cast<std::ptrdiff_t>(end * kColumns), std::uint8_t{0});
  for (const Root& root : roots_) {
    const Step* steps = steps_.data() + root.begin;
    const std::int32_t* values = values_.data() + root.begin;
    for (std::size_t first = 0; first < end; first += kLanes) {
      const std::uint8_t* codes = block.data() + first * kColumns;
      std::array<std::uint32_t, kLanes> at{};
      for (std::uint32_t level = 0; level < root.depth; ++level) {
        std::uint32_t moved = 0;
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          const Step& step = steps[at[lane]];
          const std::uint32_t next = step.left + (codes[lane * kColumns + step.column] > step.span ? 1U : 0U);
          moved |= next ^ at[lane];
          at[lane] = next;
        }
        if (level >= kShallow && moved == 0) break;
      }
      for (std::size_t lane = 0; lane < kLanes; ++lane) scores[first + lane] += values[at[lane]];
    }
  }
}

}  // namespace prescore
