// Samples of the training rows, drawn by cell and outcome: rows that share both are alike to a tree.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "trees/cells.hpp"

namespace prescore {

/// By outcome and cell: how often the cell's rows of that outcome were drawn, and how many of them never.
struct Sample {
  using ByOutcome = std::array<std::vector<std::uint32_t>, 2>;
  ByOutcome drawn;
  ByOutcome left_out;
};

/// How often one row is drawn. In up to kCountedRows alike rows each draws for itself; in more, the sums are drawn from
/// the normal distribution of the same mean and variance, so that the time depends on the cells, not on the rows.
class RowSampler {
 public:
  /// The Poisson bootstrap: each row 0, 1, 2 ... times, once on average (Oza, Russell, "Online bagging and boosting",
  /// 2001; Hanley, MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies", 2006).
  [[nodiscard]] static RowSampler bootstrap(const std::vector<OutcomeCounts>& counts);
  /// Each row once with probability `share`, in (0, 1], else not at all (Friedman, "Stochastic gradient boosting",
  /// 2002).
  [[nodiscard]] static RowSampler subsample(const std::vector<OutcomeCounts>& counts, double share);

  /// Draws anew for every cell. `sample` keeps its memory from tree to tree.
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
  /// Entry u of the 4,096 tells how often the row that drew u is taken, and where that is never, has a 1 in the
  /// upper half: the distribution to 12 bits.
  std::array<std::uint32_t, std::size_t{1} << kBits> draws_{};
  double share_left_out_ = 0.0;
  /// Of the rows that are drawn at all: how often.
  double mean_ = 1.0;
  double variance_ = 0.0;
};

}  // namespace prescore
