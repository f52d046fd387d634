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

/// The figures of one sample; a bootstrap collects many.
struct Figures {
  double auroc = 0.0;
  double average_precision = 0.0;
  double ks = 0.0;
  std::vector<double> roc;
  std::vector<double> precision;
};

/// At recall 0 nobody is refused, so there is no precision: the curve begins at its first step.
std::vector<double> recall_grid() {
  std::vector<double> grid = unit_grid(kCurveSteps);
  grid.erase(grid.begin());
  return grid;
}

Figures figures_of(std::span<const Tie> ties) {
  return {area_under_roc(ties), average_precision(ties), kolmogorov_smirnov(ties), roc_at(ties, unit_grid(kCurveSteps)),
          precision_at(ties, recall_grid())};
}

/// Null where there are no samples.
template <typename Value>
Json interval_over(const std::vector<Figures>& samples, Value value) {
  if (samples.empty()) return nullptr;
  std::vector<double> values;
  values.reserve(samples.size());
  for (const Figures& sample : samples) values.push_back(value(sample));
  return to_json(percentile_interval(std::move(values)));
}

/// "low" and "high" are empty where there are no samples.
Json curve_json(const std::vector<double>& grid, const std::vector<double>& values, const std::vector<Figures>& samples,
                std::vector<double> Figures::*curve) {
  Json low = Json::array();
  Json high = Json::array();
  for (std::size_t place = 0; place < grid.size() && !samples.empty(); ++place) {
    const Json interval = interval_over(samples, [&](const Figures& sample) { return (sample.*curve)[place]; });
    low.push_back(interval["low"]);
    high.push_back(interval["high"]);
  }
  return {{"x", rounded_list(grid)}, {"y", rounded_list(values)}, {"low", std::move(low)}, {"high", std::move(high)}};
}

/// The model and its rival on the same samples of the judged rows.
struct Contest {
  std::vector<Figures> model;
  std::vector<double> auroc_differences;
};

/// Draws no sample where there are too few rows of an outcome: many samples would hold none of it.
Contest hold_contest(std::span<const ScoredOutcome> model, std::span<const ScoredOutcome> rival) {
  const Ranking model_ranking(model);
  const Ranking rival_ranking(rival);
  Resampler resampler(model.size());
  Progress progress("resampling", kResamples);
  Contest contest;
  if (!has_enough_outcomes(model.size(), count_defaults(model))) return contest;
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

/// The rival's PDs for the covered rows; empty where it has no rows to learn from, or rows of one outcome only.
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

/// The figures at the highest cut-off that refuses this share of the defaulters: two models are compared there. The bad
/// rate is null where that cut-off approves nobody; everything is null where no cut-off refuses that share.
Json at_recall(std::span<const ScoredOutcome> scored_outcomes, double recall) {
  const auto maximum_pd_ppm = cut_off_for_recall(scored_outcomes, recall);
  if (!maximum_pd_ppm) return nullptr;
  const CutOff cut_off = at_cut_off(scored_outcomes, *maximum_pd_ppm);
  return {{"recall_of_defaulters", rounded(cut_off.recall())},
          {"approval_rate", rounded(cut_off.approval_rate())},
          {"bad_rate", share_json(cut_off.approved_defaulters, cut_off.approved())}};
}

Json scorecard_json(const Judgement& judgement, std::span<const ScoredOutcome> model,
                    std::span<const ScoredOutcome> rival, const std::vector<double>& differences) {
  if (rival.empty()) return nullptr;
  Json json = summarise(rival);
  const double difference = area_under_roc(model) - area_under_roc(rival);
  json["average_precision"] = rounded(average_precision(ties_of(rival)));
  json["learnt_from"] = {{"first", nullptr}, {"last", nullptr}, {"rows", judgement.rival_rows.size()}};
  const std::vector<Date>& dates = judgement.rival_rows.dates;
  if (!dates.empty()) {
    const auto [first, last] = std::minmax_element(dates.begin(), dates.end());
    json["learnt_from"]["first"] = iso(*first);
    json["learnt_from"]["last"] = iso(*last);
  }
  json["model_ahead_by"] = {
      {"auroc", rounded(difference)}, {"interval", nullptr}, {"surely_ahead", false}, {"surely_behind", false}};
  if (!differences.empty()) {
    const Interval interval = percentile_interval(differences);
    json["model_ahead_by"]["interval"] = to_json(interval);
    json["model_ahead_by"]["surely_ahead"] = interval.low > 0.0;
    json["model_ahead_by"]["surely_behind"] = interval.high < 0.0;
  }
  json["at_recall"] = at_recall(rival, 0.70);
  return json;
}

/// The rival that gives every applicant the same risk and approves all of them.
Json approve_everyone_json(std::span<const ScoredOutcome> scored_outcomes) {
  const CutOff everyone = at_cut_off(scored_outcomes, kWholePpm);
  return {{"auroc", 0.5},
          {"approval_rate", 1.0},
          {"bad_rate", rounded(everyone.bad_rate())},
          {"recall_of_defaulters", 0.0}};
}

/// Null where the PDs are all the same, so that no line is determined, or where there are too few rows of an outcome.
Json line_json(std::span<const ScoredOutcome> scored_outcomes) {
  const bool same = std::all_of(scored_outcomes.begin(), scored_outcomes.end(),
                                [&](const ScoredOutcome& one) { return one.pd_ppm == scored_outcomes.front().pd_ppm; });
  if (same || !has_enough_outcomes(scored_outcomes.size(), count_defaults(scored_outcomes))) return nullptr;
  const CalibrationLine line = calibration_line(scored_outcomes);
  return {{"intercept", rounded(line.intercept)}, {"slope", rounded(line.slope)}};
}

/// How many standard deviations the observed defaults are above those that the PDs expect.
double surplus_of_defaults(std::span<const ScoredOutcome> scored_outcomes) {
  double surplus = 0.0;
  double variance = 0.0;
  for (const ScoredOutcome& one : scored_outcomes) {
    const double pd = static_cast<double>(one.pd_ppm) / kWholePpm;
    surplus += (one.defaulted ? 1.0 : 0.0) - pd;
    variance += pd * (1.0 - pd);
  }
  return surplus / std::sqrt(std::max(variance, 1e-6));
}

}  // namespace

Json to_json(const Interval& interval) { return {{"low", rounded(interval.low)}, {"high", rounded(interval.high)}}; }

Json rounded_list(std::span<const double> values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(rounded(value));
  return list;
}

/// Curves with bootstrap bands, figures with intervals, and the rivals. Intervals are null and bands empty where fewer
/// than kFewestOfEachOutcome rows defaulted or were repaid.
Json describe_discrimination(const Judgement& judgement) {
  const std::vector<ScoredOutcome>& model = judgement.judged.covered.scored_outcomes;
  const std::vector<ScoredOutcome> rival = rival_scored_outcomes(judgement);
  const Contest contest = hold_contest(model, rival);
  const auto& samples = contest.model;
  const Figures whole = figures_of(ties_of(model));
  const auto over = [&](double Figures::*value) {
    return interval_over(samples, [value](const Figures& sample) { return sample.*value; });
  };
  return {{"resamples", samples.size()},
          {"has_intervals", !samples.empty()},
          {"fewest_for_intervals", kFewestOfEachOutcome},
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

/// Bins with intervals, the calibration line, and expected beside observed defaults: "too_many_expected" and
/// "too_few_expected" are true where the difference is beyond chance.
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
  const double surplus = surplus_of_defaults(scored_outcomes);
  const std::size_t bin_count = bins.size();
  return {{"bins", std::move(bins)},
          {"bins_count", bin_count},
          {"bins_within_interval", within},
          {"expected_defaults", rounded(expected)},
          {"observed_defaults", std::llround(observed)},
          {"expected_to_observed", rounded(expected / observed)},
          {"too_many_expected", surplus < -kBeyondChance},
          {"too_few_expected", surplus > kBeyondChance},
          {"line", line_json(scored_outcomes)}};
}

}  // namespace prescore
