// What the trees of a bagged forest say of the rows that they did not see.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "trees/forest_trainer.hpp"
#include "trees/sampling.hpp"

namespace prescore {

/// Sums over trees, by outcome and cell. `Sum` is an unsigned type that holds a cell's rows times the trees times
/// kRiskScale; of 32 bits where those suffice, since the sums of all cells are passed through for every tree. Sums of
/// integers do not depend on the order of the trees.
template <typename Sum>
class OutOfBag {
 public:
  explicit OutOfBag(std::size_t cells) {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      values_[outcome].resize(cells);
      rows_[outcome].resize(cells);
    }
  }

  /// A tree that did not see `left_out` and says `value_of_cell`, in [0, kRiskScale].
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

  /// The scores of a forest of `trees` trees that are as the mean of those trees that did not see the row.
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
