// Discrimination, calibration, and the rivals on the same rows.

#include <algorithm>
#include <cmath>

#include "base/progress.hpp"
#include "judging/calibration_bins.hpp"
#include "judging/metrics.hpp"
#include "judging/ranking.hpp"
#include "report/parts/report_parts.hpp"
#include "report/statistics/calibration_curve.hpp"
#include "report/statistics/scorecard.hpp"

namespace prescore {
namespace {

constexpr std::size_t kResamples = 1000;
constexpr std::size_t kCurveSteps = 100;

/// What one sample says; a bootstrap gathers many.
struct Figures {
  double auroc = 0.0;
  double average_precision = 0.0;
  double ks = 0.0;
  std::vector<double> roc;
  std::vector<double> precision;
};

/// Recall 0 has no precision of its own: the curve begins at its first step.
std::vector<double> recall_grid() {
  std::vector<double> grid = unit_grid(kCurveSteps);
  grid.erase(grid.begin());
  return grid;
}

Figures figures_of(std::span<const Tie> ties) {
  return {area_under_roc(ties), average_precision(ties), kolmogorov_smirnov(ties), roc_at(ties, unit_grid(kCurveSteps)),
          precision_at(ties, recall_grid())};
}

template <typename Value>
Interval interval_over(const std::vector<Figures>& samples, Value value) {
  std::vector<double> values;
  values.reserve(samples.size());
  for (const Figures& sample : samples) values.push_back(value(sample));
  return percentile_interval(std::move(values));
}

Json curve_json(const std::vector<double>& grid, const std::vector<double>& values, const std::vector<Figures>& samples,
                std::vector<double> Figures::*curve) {
  std::vector<double> low;
  std::vector<double> high;
  for (std::size_t place = 0; place < grid.size(); ++place) {
    const Interval interval = interval_over(samples, [&](const Figures& sample) { return (sample.*curve)[place]; });
    low.push_back(interval.low);
    high.push_back(interval.high);
  }
  return {
      {"x", rounded_list(grid)}, {"y", rounded_list(values)}, {"low", rounded_list(low)}, {"high", rounded_list(high)}};
}

/// A rival on the judged rows; its intervals are those of the difference, on the same samples.
struct Contest {
  std::vector<Figures> model;
  std::vector<double> auroc_differences;
};

Contest hold_contest(std::span<const ScoredOutcome> model, std::span<const ScoredOutcome> rival) {
  const Ranking model_ranking(model);
  const Ranking rival_ranking(rival);
  Resampler resampler(model.size());
  Progress progress("resampling", kResamples);
  Contest contest;
  for (std::size_t sample = 0; sample < kResamples; ++sample) {
    const auto counts = resampler.next();
    contest.model.push_back(figures_of(model_ranking.ties(counts)));
    if (!rival.empty()) {
      const double rival_area = area_under_roc(rival_ranking.ties(counts));
      contest.auroc_differences.push_back(contest.model.back().auroc - rival_area);
    }
    progress.show(sample + 1);
  }
  return contest;
}

/// The rival's PD for the covered rows, or nothing where there is none to learn from.
std::vector<ScoredOutcome> rival_scored_outcomes(const Judgement& judgement) {
  const TrainingRows& rows = judgement.rival_rows;
  const auto defaults = static_cast<std::size_t>(std::count(rows.defaulted.begin(), rows.defaulted.end(), 1));
  if (defaults == 0 || defaults == rows.size()) return {};
  const Questionnaire& questionnaire = judgement.programme().questionnaire;
  const auto all = fit_scorecard(rows, questionnaire).scored_outcomes(judgement.judged.rows, questionnaire);
  std::vector<ScoredOutcome> scored_outcomes;
  for (const std::uint32_t row : judgement.judged.covered.rows) scored_outcomes.push_back(all[row]);
  return scored_outcomes;
}

/// How two ways to decide compare once each refuses the same share of the defaulters.
Json at_recall(std::span<const ScoredOutcome> scored_outcomes, double recall) {
  const CutOff cut_off = at_cut_off(scored_outcomes, cut_off_for_recall(scored_outcomes, recall));
  return {{"recall_of_defaulters", rounded(cut_off.recall())},
          {"approval_rate", rounded(cut_off.approval_rate())},
          {"bad_rate", rounded(cut_off.bad_rate())}};
}

Json scorecard_json(const Judgement& judgement, std::span<const ScoredOutcome> model,
                    std::span<const ScoredOutcome> rival, const std::vector<double>& differences) {
  if (rival.empty()) return nullptr;
  Json json = summarise(rival);
  const double difference = area_under_roc(model) - area_under_roc(rival);
  const Interval interval = percentile_interval(differences);
  const auto dates = judgement.rival_rows.first_and_last();
  json["average_precision"] = rounded(average_precision(ties_of(rival)));
  json["learnt_from"] = {{"first", dates ? Json(iso(dates->first)) : Json()},
                         {"last", dates ? Json(iso(dates->second)) : Json()},
                         {"rows", judgement.rival_rows.size()}};
  json["model_ahead_by"] = {{"auroc", rounded(difference)},
                            {"interval", to_json(interval)},
                            {"surely_ahead", interval.low > 0.0},
                            {"surely_behind", interval.high < 0.0}};
  json["at_recall"] = at_recall(rival, 0.70);
  return json;
}

/// Gives every applicant the same risk and approves all.
Json approve_everyone_json(std::span<const ScoredOutcome> scored_outcomes) {
  const CutOff everyone = at_cut_off(scored_outcomes, kWholePpm);
  return {{"auroc", 0.5},
          {"approval_rate", 1.0},
          {"bad_rate", rounded(everyone.bad_rate())},
          {"recall_of_defaulters", 0.0}};
}

}  // namespace

Json to_json(const Interval& interval) { return {{"low", rounded(interval.low)}, {"high", rounded(interval.high)}}; }

Json rounded_list(std::span<const double> values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(rounded(value));
  return list;
}

/// Curves with bootstrap bands, figures with intervals, and the rivals.
Json describe_discrimination(const Judgement& judgement) {
  const std::vector<ScoredOutcome>& model = judgement.judged.covered.scored_outcomes;
  const std::vector<ScoredOutcome> rival = rival_scored_outcomes(judgement);
  const Contest contest = hold_contest(model, rival);
  const auto& samples = contest.model;
  const Figures whole = figures_of(ties_of(model));
  const auto over = [&](double Figures::*value) {
    return to_json(interval_over(samples, [value](const Figures& sample) { return sample.*value; }));
  };
  return {{"resamples", kResamples},
          {"average_precision", rounded(whole.average_precision)},
          {"intervals",
           {{"auroc", over(&Figures::auroc)},
            {"average_precision", over(&Figures::average_precision)},
            {"ks", over(&Figures::ks)}}},
          {"roc", curve_json(unit_grid(kCurveSteps), whole.roc, samples, &Figures::roc)},
          {"precision_recall", curve_json(recall_grid(), whole.precision, samples, &Figures::precision)},
          {"model_at_recall", at_recall(model, 0.70)},
          {"rivals",
           {{"scorecard", scorecard_json(judgement, model, rival, contest.auroc_differences)},
            {"approve_everyone", approve_everyone_json(model)}}}};
}

/// Bins with intervals, the calibration line, expected over observed defaults.
Json describe_calibration(const Judgement& judgement) {
  const std::vector<ScoredOutcome>& scored_outcomes = judgement.judged.covered.scored_outcomes;
  Json bins = Json::array();
  double expected = 0.0;
  double observed = 0.0;
  std::size_t within = 0;
  for (const CalibrationBin& bin : calibration_bins(scored_outcomes, kCalibrationBins)) {
    const Interval interval = wilson_interval(static_cast<std::uint64_t>(std::llround(bin.defaults)), bin.rows);
    expected += bin.mean_pd * static_cast<double>(bin.rows);
    observed += bin.defaults;
    within += interval.low <= bin.mean_pd && bin.mean_pd <= interval.high ? 1U : 0U;
    bins.push_back({{"rows", bin.rows},
                    {"mean_pd", rounded(bin.mean_pd)},
                    {"bad_rate", rounded(bin.bad_rate())},
                    {"low", rounded(interval.low)},
                    {"high", rounded(interval.high)}});
  }
  const CalibrationLine line = calibration_line(scored_outcomes);
  const double ratio = expected / observed;
  return {{"bins", std::move(bins)},
          {"bins_within_interval", within},
          {"expected_defaults", rounded(expected)},
          {"observed_defaults", std::llround(observed)},
          {"expected_to_observed", rounded(ratio)},
          {"expects_too_many", ratio > 1.0},
          {"intercept", rounded(line.intercept)},
          {"slope", rounded(line.slope)}};
}

}  // namespace prescore
