// Training rows -> codes of one byte, and the few distinct code vectors ("cells") that stand for all rows.
#pragma once

#include <cstdint>
#include <vector>

#include "prescore/encoding.hpp"
#include "training_rows.hpp"

namespace prescore {

/// Encodes every value that the rows hold: numbers by their own value where they have at most kMaxCodes distinct ones,
/// else by quantiles of the rows; choices in the order in which the options are listed.
[[nodiscard]] Encoding bin_values(const TrainingRows& rows, const Questionnaire& questionnaire);

/// The distinct code vectors of the rows. The forest grows on cells: rows of one cell always share a leaf.
struct Cells {
  /// One vector a question, one code a cell.
  std::vector<std::vector<std::uint8_t>> codes;
  /// For each question the number of codes besides the missing one.
  std::vector<std::size_t> code_counts;
  /// For each row its cell.
  std::vector<std::uint32_t> cell_of_row;

  [[nodiscard]] std::size_t size() const noexcept { return codes.empty() ? 0 : codes.front().size(); }
};

[[nodiscard]] Cells find_cells(const TrainingRows& rows, const Questionnaire& questionnaire, const Encoding& encoding);

}  // namespace prescore
