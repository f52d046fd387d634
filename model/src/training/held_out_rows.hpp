// The scores of rows from trees that did not see them: a forest is calibrated and judged on these until other data
// come.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "applicants/training_rows.hpp"
#include "judging/scored_outcome.hpp"
#include "training/calibration.hpp"
#include "training/months.hpp"
#include "trees/grow_forest.hpp"

namespace prescore {

class HeldOutRows {
 public:
  /// `rows`, at least one, are those that `grown` was grown on; both must outlive the object.
  HeldOutRows(const TrainingRows& rows, const GrownForest& grown, Method method);

  /// The months of the rows; none where they have no dates.
  [[nodiscard]] const MonthTable& months() const noexcept { return months_; }

  /// The place of the row's month in `months`, or kNoMonth.
  [[nodiscard]] std::size_t month_of(std::size_t row) const;

  /// NaN where every tree saw the row.
  [[nodiscard]] double log_odds_of(std::size_t row) const;

  /// Calls back with each row that some tree did not see, in their order. Without dates all lie in the same month.
  void for_each(const std::function<void(const ScoredRow&)>& use) const;

  /// Those rows with their PDs; with `month`, only those of that place in `months`.
  [[nodiscard]] std::vector<ScoredOutcome> scored_outcomes(const PdTable& table,
                                                           std::optional<std::size_t> month = {}) const;

 private:
  /// NaN where every tree saw the row.
  [[nodiscard]] double score(std::size_t row) const;

  const TrainingRows& rows_;
  const GrownForest& grown_;
  Method method_;
  MonthTable months_;
};

}  // namespace prescore
