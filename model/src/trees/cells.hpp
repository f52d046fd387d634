// Training rows -> cells: the distinct code vectors of the rows.
//
// Terms. A row's *code vector* holds one byte per question. A *cell* is one distinct code vector; all rows that have it
// belong to the cell.
// Steps. 1. Encode a row. 2. Look its code vector up in a hash table; add it if it is new. 3. Note the row's cell.
// 4. Count the rows of each outcome in every cell.
// Why this way. A tree cannot separate rows with the same codes, so it may grow on cells instead of rows. Short
// questionnaires have far fewer cells than rows: training time depends on the cells, and doubling the rows hardly
// matters. Cells are numbered in the order in which they first occur, so the same rows always give the same cells.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "applicants/training_rows.hpp"
#include "prescore/encoding.hpp"

namespace prescore {

/// The distinct code vectors of the rows. Rows of one cell always share a leaf.
struct Cells {
  std::size_t features = 0;
  /// Cell after cell, `features` codes each.
  std::vector<std::uint8_t> codes;
  /// For each feature the number of codes besides the missing one.
  std::vector<std::size_t> code_counts;
  /// For each feature whether the rows hold missing answers.
  std::vector<bool> missing_seen;
  /// For each row its cell.
  std::vector<std::uint32_t> cell_of_row;

  [[nodiscard]] std::size_t size() const noexcept { return features == 0 ? 0 : codes.size() / features; }
  [[nodiscard]] std::span<const std::uint8_t> codes_of(std::size_t cell) const noexcept {
    return std::span(codes).subspan(cell * features, features);
  }
};

/// `rows` must not be empty. Time and memory are proportional to the number of rows.
[[nodiscard]] Cells find_cells(const TrainingRows& rows, const Questionnaire& questionnaire, const Encoding& encoding);

/// Rows by outcome: [0] repaid, [1] defaulted.
using OutcomeCounts = std::array<std::uint32_t, 2>;

/// How many rows of each outcome every cell holds.
[[nodiscard]] std::vector<OutcomeCounts> count_outcomes(const Cells& cells, const TrainingRows& rows);

}  // namespace prescore
