// Month by month, and age band by age band.

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "judging/metrics.hpp"
#include "prescore/evaluate.hpp"
#include "report/parts/report_parts.hpp"
#include "report/statistics/stability.hpp"

namespace prescore {
namespace {

/// The first age of each band after the first.
constexpr std::array<std::int32_t, 5> kAgeBands = {25, 35, 45, 55, 65};
/// By custom the scores have shifted from here on.
constexpr double kShiftedIndex = 0.1;
/// Two shares differ beyond chance from here on (95 %).
constexpr double kBeyondChance = 1.96;

struct Month {
  std::vector<ScoredOutcome> scored_outcomes;
  bool judged = false;
};

void add_months(const JudgedRows& rows, bool judged, std::map<std::string, Month>& months) {
  for (std::size_t index = 0; index < rows.covered.size(); ++index) {
    const auto& dates = rows.rows.dates;
    Month& month = months[dates.empty() ? "all rows" : iso_month(dates[rows.covered.rows[index]])];
    month.scored_outcomes.push_back(rows.covered.scored_outcomes[index]);
    month.judged = month.judged || judged;
  }
}

/// The standard error of an AUROC (Hanley, McNeil, 1982); 0.5 plus or minus nothing tells of a single outcome.
double area_error(double area, std::uint64_t defaults, std::uint64_t repaid) {
  if (defaults == 0 || repaid == 0) return 0.0;
  const auto d = static_cast<double>(defaults);
  const auto r = static_cast<double>(repaid);
  const double q1 = area / (2.0 - area);
  const double q2 = 2.0 * area * area / (1.0 + area);
  return std::sqrt((area * (1.0 - area) + (d - 1.0) * (q1 - area * area) + (r - 1.0) * (q2 - area * area)) / (d * r));
}

std::string band_name(std::size_t band) {
  if (band == 0) return "under " + std::to_string(kAgeBands.front());
  if (band == kAgeBands.size()) return std::to_string(kAgeBands.back()) + " and over";
  return std::to_string(kAgeBands[band - 1]) + " to " + std::to_string(kAgeBands[band] - 1);
}

struct Band {
  std::uint64_t rows = 0;
  std::uint64_t approved = 0;
  std::uint64_t approved_defaulters = 0;
  std::vector<ScoredOutcome> scored_outcomes;
};

Json band_json(const Band& band, const std::string& name) {
  const Interval interval = wilson_interval(band.approved_defaulters, band.approved);
  const Interval approvals = wilson_interval(band.approved, band.rows);
  const Json summary = summarise(band.scored_outcomes);
  return {{"band", name},
          {"rows", band.rows},
          {"base_rate", summary["base_rate"]},
          {"mean_pd", summary["mean_pd"]},
          {"auroc", summary["auroc"]},
          {"approved", band.approved},
          {"approval_rate", rounded(share_of(band.approved, band.rows))},
          {"approval_interval", to_json(approvals)},
          {"bad_rate", rounded(share_of(band.approved_defaulters, band.approved))},
          {"bad_rate_interval", to_json(interval)}};
}

/// The number of the question `age`, asked in whole years; none where the programme has no such question.
std::optional<std::size_t> age_question(const Questionnaire& questionnaire) {
  for (std::size_t index = 0; index < questionnaire.questions.size(); ++index) {
    const Question& question = questionnaire.questions[index];
    const bool years = question.kind == QuestionKind::number && question.decimals == 0;
    if (question.id == "age" && years) return index;
  }
  return std::nullopt;
}

std::array<Band, kAgeBands.size() + 1> sort_into_bands(const Judgement& judgement, std::size_t question) {
  std::array<Band, kAgeBands.size() + 1> bands;
  const JudgedRows& judged = judgement.judged;
  for (std::size_t index = 0; index < judged.covered.size(); ++index) {
    const std::uint32_t row = judged.covered.rows[index];
    const std::int32_t age = judged.rows.values[question][row];
    if (age == kMissing) continue;
    const auto* const place = std::upper_bound(kAgeBands.begin(), kAgeBands.end(), age);
    Band& band = bands[static_cast<std::size_t>(place - kAgeBands.begin())];
    const ScoredOutcome& scored_outcome = judged.covered.scored_outcomes[index];
    const bool approved =
        decide(judgement.programme(), applicant_of(judged.rows, row)).outcome == Outcome::likely_approval;
    ++band.rows;
    band.approved += approved ? 1U : 0U;
    band.approved_defaulters += approved && scored_outcome.defaulted ? 1U : 0U;
    band.scored_outcomes.push_back(scored_outcome);
  }
  return bands;
}

}  // namespace

/// One entry a month, earlier ones first. PSI is against the first month.
Json describe_months(const Judgement& judgement) {
  std::map<std::string, Month> months;
  add_months(judgement.earlier, false, months);
  add_months(judgement.judged, true, months);
  const auto bounds = decile_bounds(months.begin()->second.scored_outcomes);
  const auto reference = shares_by_bin(months.begin()->second.scored_outcomes, bounds);
  Json list = Json::array();
  for (const auto& [date, month] : months) {
    Json json{{"month", date}, {"judged", month.judged}};
    json.update(summarise(month.scored_outcomes));
    const std::uint64_t defaults = count_defaults(month.scored_outcomes);
    const double area = area_under_roc(month.scored_outcomes);
    const double reach = kBeyondChance * area_error(area, defaults, month.scored_outcomes.size() - defaults);
    json["base_rate_interval"] = to_json(wilson_interval(defaults, month.scored_outcomes.size()));
    json["auroc_interval"] = to_json(Interval{std::max(0.0, area - reach), std::min(1.0, area + reach)});
    json["psi"] = rounded(stability_index(reference, shares_by_bin(month.scored_outcomes, bounds)));
    list.push_back(std::move(json));
  }
  return list;
}

/// What moved between the first and the last month, and whether PSI would have noticed.
Json describe_drift(const Json& months) {
  const Json& first = months.front();
  const Json& last = months.back();
  double highest_psi = 0.0;
  for (const Json& month : months) highest_psi = std::max(highest_psi, month["psi"].get<double>());
  const double apart = shares_apart(first["defaults"], first["rows"], last["defaults"], last["rows"]);
  const bool moved = months.size() > 1 && std::abs(apart) > kBeyondChance;
  const bool quiet = highest_psi < kShiftedIndex;
  return {{"compared", months.size() > 1},
          {"first", {{"month", first["month"]}, {"base_rate", first["base_rate"]}}},
          {"last", {{"month", last["month"]}, {"base_rate", last["base_rate"]}, {"mean_pd", last["mean_pd"]}}},
          {"standard_errors", rounded(std::abs(apart))},
          {"base_rate_moved", moved},
          {"base_rate_fell", moved && apart > 0.0},
          {"highest_psi", rounded(highest_psi)},
          {"psi_quiet", quiet},
          {"psi_sleeps", moved && quiet}};
}

/// Approval and bad rate by age band; null where the programme does not ask the age.
Json describe_age_bands(const Judgement& judgement) {
  const auto question = age_question(judgement.programme().questionnaire);
  if (!question) return nullptr;
  const auto bands = sort_into_bands(judgement, *question);
  Json list = Json::array();
  double lowest = 1.0;
  double highest = 0.0;
  for (std::size_t band = 0; band < bands.size(); ++band) {
    if (bands[band].rows == 0) continue;
    list.push_back(band_json(bands[band], band_name(band)));
    lowest = std::min(lowest, list.back()["approval_rate"].get<double>());
    highest = std::max(highest, list.back()["approval_rate"].get<double>());
  }
  const double ratio = highest > 0.0 ? lowest / highest : 1.0;
  return {
      {"bands", std::move(list)}, {"lowest_to_highest_approval", rounded(ratio)}, {"below_four_fifths", ratio < 0.8}};
}

}  // namespace prescore
