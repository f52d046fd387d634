// Scores -> PD table.
#pragma once

#include <cstdint>
#include <span>

#include "prescore/forest.hpp"
#include "prescore/pd_table.hpp"

namespace prescore {

/// A row's score on the scale of the whole forest, and what became of it.
struct ScoredRow {
  double score = 0.0;
  bool defaulted = false;
};

/// A logistic curve through the rows (Platt, "Probabilistic outputs for support vector machines", 1999, with his
/// smoothed targets; fitted by Newton's method) over the logit of the mean leaf, laid down as a PD table from the
/// lowest to the highest score that `forest` can give. Where the curve does not rise, the table is the base rate.
/// `rows` must not be empty.
[[nodiscard]] PdTable calibrate(std::span<const ScoredRow> rows, const Forest& forest);

}  // namespace prescore
