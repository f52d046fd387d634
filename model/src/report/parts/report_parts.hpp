// The parts of a report. Each is a function of the judged applications alone; report.cpp puts them together.
#pragma once

#include "applicants/training_rows.hpp"
#include "json/json_place.hpp"
#include "json/programme_json.hpp"
#include "judging/trade_off.hpp"
#include "report/statistics/dissection.hpp"
#include "report/statistics/intervals.hpp"

namespace prescore {

/// Applications and what the model says of them.
struct JudgedRows {
  TrainingRows rows;
  CoveredRows covered;
};

/// What the parts are made from.
struct Judgement {
  Model model;
  /// The applications that are judged; both outcomes are among the covered ones.
  JudgedRows judged;
  /// Those before them; may be empty.
  JudgedRows earlier;
  /// What the rival learns from; may be empty or of one outcome, then there is no rival.
  TrainingRows rival_rows;
  Costs costs;

  [[nodiscard]] const Programme& programme() const noexcept { return model.programme; }
  [[nodiscard]] std::int32_t cut_off_ppm() const noexcept { return programme().policy.offers.front().maximum_pd_ppm; }
};

// Each part is an object or a list, described where it is made.
[[nodiscard]] Json describe_model(const Judgement& judgement);
[[nodiscard]] Json describe_discrimination(const Judgement& judgement);
[[nodiscard]] Json describe_calibration(const Judgement& judgement);
[[nodiscard]] Json describe_cut_offs(const Judgement& judgement);
[[nodiscard]] Json describe_distributions(const Judgement& judgement);
[[nodiscard]] Json describe_gain(const Judgement& judgement);
[[nodiscard]] Json describe_months(const Judgement& judgement);
[[nodiscard]] Json describe_drift(const Json& months);
[[nodiscard]] Json describe_age_bands(const Judgement& judgement);
[[nodiscard]] Json describe_importance(const Judgement& judgement);
[[nodiscard]] Json describe_dependence(const Judgement& judgement);
[[nodiscard]] Json describe_contributions(const Judgement& judgement);
[[nodiscard]] Json describe_sizes(const Judgement& judgement);

[[nodiscard]] Json to_json(const Interval& interval);
[[nodiscard]] Json to_json(const CutOff& cut_off, const Costs& costs);

/// Each value rounded to six decimals.
[[nodiscard]] Json rounded_list(std::span<const double> values);

}  // namespace prescore
