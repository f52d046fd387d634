// The parts of a report. Each is a function of the judgement alone; report.cpp puts them together.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "applicants/training_rows.hpp"
#include "json/json_place.hpp"
#include "json/programme_json.hpp"
#include "judging/model_origin.hpp"
#include "judging/trade_off.hpp"
#include "report/statistics/dissection.hpp"
#include "report/statistics/intervals.hpp"

namespace prescore {

/// Two figures differ beyond chance if they are more than so many standard errors apart (95 %).
inline constexpr double kBeyondChance = 1.96;
/// Intervals from resamples, calibration lines and comparisons of months need at least so many rows of each outcome.
/// With fewer, they are left out: a resample would often hold none of them.
inline constexpr std::uint64_t kFewestOfEachOutcome = 10;

/// Applications with the PDs that the model gives them.
struct JudgedRows {
  TrainingRows rows;
  CoveredRows covered;
};

/// What the parts are made from.
struct Judgement {
  Model model;
  ModelOrigin origin;
  /// Of the file of the judged applications, in hexadecimal.
  std::string data_sha256;
  /// The applications that are judged; both outcomes are among the covered ones.
  JudgedRows judged;
  /// For each judged row, whether it is decided as likely approval.
  std::vector<bool> approved;
  /// The applications before the judged ones; may be empty.
  JudgedRows earlier;
  /// The rows that the rival learns from. May be empty or of one outcome: there is no rival then.
  TrainingRows rival_rows;
  Costs costs;

  [[nodiscard]] const Programme& programme() const noexcept { return model.programme; }
  [[nodiscard]] std::int32_t cut_off_ppm() const noexcept { return programme().policy.offers.front().maximum_pd_ppm; }
  [[nodiscard]] bool has_dates() const noexcept { return !judged.rows.dates.empty(); }
};

// Each part is an object or a list, described where it is made.
[[nodiscard]] Json describe_model(const Judgement& judgement);
[[nodiscard]] Json describe_in_sample(const Judgement& judgement);
[[nodiscard]] Json describe_discrimination(const Judgement& judgement);
[[nodiscard]] Json describe_calibration(const Judgement& judgement);
[[nodiscard]] Json describe_cut_offs(const Judgement& judgement);
[[nodiscard]] Json describe_distributions(const Judgement& judgement);
[[nodiscard]] Json describe_gain(const Judgement& judgement);
[[nodiscard]] Json describe_months(const Judgement& judgement);
[[nodiscard]] Json describe_drift(const Json& months);
[[nodiscard]] Json describe_protected(const Judgement& judgement);
[[nodiscard]] Json describe_importance(const Judgement& judgement);
[[nodiscard]] Json describe_dependence(const Judgement& judgement);
[[nodiscard]] Json describe_contributions(const Judgement& judgement);
[[nodiscard]] Json describe_sizes(const Judgement& judgement);

[[nodiscard]] Json to_json(const Interval& interval);
/// Shares of nobody are null: the bad rate where nobody is approved, the precision where nobody is refused.
[[nodiscard]] Json to_json(const CutOff& cut_off, const Costs& costs);

/// Each value rounded to six decimals.
[[nodiscard]] Json rounded_list(std::span<const double> values);

/// `summarise` for a group that may be small. AUROC, Gini and KS are null where the group has only one outcome, and all
/// figures are null where it has no rows.
[[nodiscard]] Json summarise_group(std::span<const ScoredOutcome> scored_outcomes);

/// Whether at least kFewestOfEachOutcome defaulted, and as many repaid.
[[nodiscard]] bool has_enough_outcomes(std::uint64_t rows, std::uint64_t defaults) noexcept;

/// "30" or "30 to 45": the answers to a number question from `low` to `high`, with at most two decimals, so that a
/// group is shown and no applicant's own number.
[[nodiscard]] std::string answers_text(std::int32_t low, std::int32_t high, const Question& question);

}  // namespace prescore
