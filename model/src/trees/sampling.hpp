// Draws random samples of the training rows.
//
// Terms. Rows of the same cell and outcome are *alike*: a tree only needs to know how many of them a sample holds.
// Steps. 1. Tabulate the distribution of how often a row is drawn in 4,096 entries. 2. For each group of alike rows of
// up to 64, look up 12 random bits for each row, and add up how often rows were drawn and how many were left out. 3.
// For a larger group, draw both sums from normal distributions with the exact mean and variance. Why this way. Rows are
// drawn independently of each other (the Poisson bootstrap), so no second pass and no exact total is needed. A table
// lookup costs less than a random number, and one word of 64 bits serves five rows. Large groups cost the same as small
// ones, so time depends on the cells, not on the rows. Without libm, every machine draws the same.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "trees/cells.hpp"

namespace prescore {

/// By outcome and cell: how often the cell's rows of that outcome were drawn in total, and how many of them never were.
struct Sample {
  using ByOutcome = std::array<std::vector<std::uint32_t>, 2>;
  ByOutcome drawn;
  ByOutcome left_out;
};

/// Draws samples. Up to kCountedRows alike rows are drawn one by one; for more, the sums are drawn from normal
/// distributions of the same mean and variance.
class RowSampler {
 public:
  /// The Poisson bootstrap: each row 0, 1, 2 ... times, once on average (Oza, Russell, "Online bagging and boosting",
  /// 2001; Hanley, MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies", 2006).
  [[nodiscard]] static RowSampler bootstrap(const std::vector<OutcomeCounts>& counts);
  /// Each row once with probability `share`, in (0, 1], else not at all (Friedman, "Stochastic gradient boosting",
  /// 2002).
  [[nodiscard]] static RowSampler subsample(const std::vector<OutcomeCounts>& counts, double share);

  /// Draws a sample of all cells. `sample` is overwritten and keeps its memory from tree to tree.
  void draw(Random& random, Sample& sample) const;

 private:
  static constexpr std::uint32_t kBits = 12;
  static constexpr std::uint32_t kCountedRows = 64;
  static constexpr std::uint32_t kMostTimes = 31;

  /// Cells up to `end` that are drawn together: `rows` rows one by one, or a single cell of more than kCountedRows.
  struct Block {
    std::uint32_t end = 0;
    std::uint32_t rows = 0;
  };
  /// The cells' rows of one outcome.
  struct Rows {
    std::vector<std::uint32_t> of_cell;
    std::vector<Block> blocks;
  };
  class Drawing;

  RowSampler(const std::vector<OutcomeCounts>& counts, const std::vector<std::uint32_t>& weights);
  void draw_many(std::uint32_t rows, Random& random, std::uint32_t& drawn, std::uint32_t& left_out) const;

  std::array<Rows, 2> rows_;
  /// Entry u of the 4,096 is how often a row that drew u is taken. If that is never, it has a 1 in the upper 16 bits.
  std::array<std::uint32_t, std::size_t{1} << kBits> draws_{};
  double share_left_out_ = 0.0;
  /// Mean and variance of how often a row is drawn, among the rows that are drawn at all.
  double mean_ = 1.0;
  double variance_ = 0.0;
};

}  // namespace prescore
