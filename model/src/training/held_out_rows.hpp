// What trees that did not see a row say of it: what a forest is calibrated and judged on before other data come.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "applicants/training_rows.hpp"
#include "judging/scored_outcome.hpp"
#include "training/calibration.hpp"
#include "trees/grow_forest.hpp"

namespace prescore {

class HeldOutRows {
 public:
  /// `rows`, at least one, are those that `grown` was grown on; both must outlive the object.
  HeldOutRows(const TrainingRows& rows, const GrownForest& grown, Method method);

  /// The day of the last application; nothing where there are no dates.
  [[nodiscard]] const std::optional<Date>& latest() const noexcept { return latest_; }

  /// NaN where every tree saw the row.
  [[nodiscard]] double log_odds_of(std::size_t row) const;

  /// Calls back with each row that some tree did not see, in their order. Without dates all lie in the same month.
  void for_each(const std::function<void(const ScoredRow&)>& use) const;

  /// Those rows with their PDs; if `latest_month_only`, only those of the calendar month of `latest`,
  /// all of them without dates.
  [[nodiscard]] std::vector<ScoredOutcome> scored_outcomes(const PdTable& table, bool latest_month_only) const;

 private:
  /// NaN where every tree saw the row.
  [[nodiscard]] double score(std::size_t row) const;

  const TrainingRows& rows_;
  const GrownForest& grown_;
  Method method_;
  std::optional<Date> latest_;
};

}  // namespace prescore
