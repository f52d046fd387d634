// Scores of training rows from the trees of a bagged forest that did not see them.
//
// Terms. A row is *out of bag* for a tree whose sample does not hold it.
// Steps. 1. After each tree, add its value for every cell, times the number of the cell's rows that are out of bag, to
// the cell's sum, and that number to the cell's count. 2. At the end, sum / count is the mean value of those trees;
// times the number of trees it is on the scale of the whole forest. Why this way. Rows of one cell and outcome are
// alike to every tree, so sums by cell and outcome are enough. Sums of whole numbers do not depend on the order of the
// trees, so any number of threads gives the same scores. The mean over rows of a cell estimates the score of each of
// them with less noise than its own trees alone would.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "trees/forest_trainer.hpp"
#include "trees/sampling.hpp"

namespace prescore {

/// Sums over trees, by outcome and cell. `Sum` is an unsigned type that can hold a cell's rows times the trees times
/// kRiskScale. 32 bits are faster if they suffice, because the sums of all cells are updated for every tree.
template <typename Sum>
class OutOfBag {
 public:
  explicit OutOfBag(std::size_t cells) {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      values_[outcome].resize(cells);
      rows_[outcome].resize(cells);
    }
  }

  /// Adds a tree that did not see `left_out`, with its values in [0, kRiskScale].
  void add_tree(const Sample::ByOutcome& left_out, const std::vector<std::int32_t>& value_of_cell) noexcept {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      const std::uint32_t* const rows = left_out[outcome].data();
      const std::int32_t* const values = value_of_cell.data();
      Sum* const sums = values_[outcome].data();
      Sum* const counts = rows_[outcome].data();
      for (std::size_t cell = 0; cell < value_of_cell.size(); ++cell) {
        sums[cell] += static_cast<Sum>(rows[cell]) * static_cast<Sum>(values[cell]);
        counts[cell] += rows[cell];
      }
    }
  }

  void add(const OutOfBag& part) noexcept {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      for (std::size_t cell = 0; cell < values_[outcome].size(); ++cell) {
        values_[outcome][cell] += part.values_[outcome][cell];
        rows_[outcome][cell] += part.rows_[outcome][cell];
      }
    }
  }

  /// The scores of a forest of `trees` trees: for each row, the mean of the trees that did not see it, times `trees`.
  [[nodiscard]] HeldOutScores scores(std::uint32_t trees) const {
    HeldOutScores scores(values_[0].size());
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      for (std::size_t cell = 0; cell < scores.size(); ++cell) {
        const Sum rows = rows_[outcome][cell];
        const double mean = rows == 0 ? 0.0 : static_cast<double>(values_[outcome][cell]) / static_cast<double>(rows);
        scores[cell][outcome] = rows == 0 ? kNoScore : static_cast<float>(mean * trees);
      }
    }
    return scores;
  }

 private:
  std::array<std::vector<Sum>, 2> values_;
  std::array<std::vector<Sum>, 2> rows_;
};

}  // namespace prescore
