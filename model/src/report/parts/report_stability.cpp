// Month by month: do the base rate and the scores stay where they were?

#include <algorithm>
#include <cmath>
#include <map>

#include "judging/metrics.hpp"
#include "report/parts/report_parts.hpp"
#include "report/statistics/stability.hpp"

namespace prescore {
namespace {

/// By custom, the scores have shifted if their PSI is this high.
constexpr double kShiftedIndex = 0.1;
/// No PSI is computed of fewer rows: its bins would expect fewer than five, too few to compare.
constexpr std::size_t kFewestForIndex = 50;

struct Month {
  std::vector<ScoredOutcome> scored_outcomes;
  bool judged = false;
  /// Rows whose day lies in the period of the training rows.
  std::uint64_t in_sample = 0;
};

void add_months(const JudgedRows& rows, bool judged, const ModelOrigin& origin, std::map<std::string, Month>& months) {
  for (std::size_t index = 0; index < rows.covered.size(); ++index) {
    const Date& date = rows.rows.dates[rows.covered.rows[index]];
    Month& month = months[iso_month(date)];
    month.scored_outcomes.push_back(rows.covered.scored_outcomes[index]);
    month.judged = month.judged || judged;
    month.in_sample += origin.in_period(date) ? 1U : 0U;
  }
}

/// The standard error of an AUROC (Hanley, McNeil, 1982). Both outcomes must occur.
double area_error(double area, std::uint64_t defaults, std::uint64_t repaid) {
  const auto d = static_cast<double>(defaults);
  const auto r = static_cast<double>(repaid);
  const double q1 = area / (2.0 - area);
  const double q2 = 2.0 * area * area / (1.0 + area);
  return std::sqrt((area * (1.0 - area) + (d - 1.0) * (q1 - area * area) + (r - 1.0) * (q2 - area * area)) / (d * r));
}

/// Null where there are too few rows of an outcome for the formula.
Json area_interval(const Month& month) {
  const std::uint64_t rows = month.scored_outcomes.size();
  const std::uint64_t defaults = count_defaults(month.scored_outcomes);
  if (!has_enough_outcomes(rows, defaults)) return nullptr;
  const double area = area_under_roc(month.scored_outcomes);
  const double reach = kBeyondChance * area_error(area, defaults, rows - defaults);
  return to_json(Interval{std::max(0.0, area - reach), std::min(1.0, area + reach)});
}

/// "all", "some", "none" of the month's rows, or "unknown".
const char* in_sample_text(const Month& month, const ModelOrigin& origin) {
  if (!origin.has_period()) return "unknown";
  if (month.in_sample == 0) return "none";
  return month.in_sample == month.scored_outcomes.size() ? "all" : "some";
}

/// PSI of the month's PDs against the reference month, and how high it gets by chance alone; both null where one of the
/// months has fewer than kFewestForIndex rows.
void add_stability(const Month& month, const Month& reference, std::span<const std::int32_t> bounds, Json& json) {
  json["psi"] = nullptr;
  json["psi_by_chance"] = nullptr;
  json["psi_shifted"] = false;
  const std::size_t fewest = std::min(reference.scored_outcomes.size(), month.scored_outcomes.size());
  if (fewest < kFewestForIndex) return;
  const std::vector<double> shares = shares_by_bin(month.scored_outcomes, bounds);
  const double index = stability_index(shares_by_bin(reference.scored_outcomes, bounds), shares);
  const double chance =
      stability_index_by_chance(shares.size(), reference.scored_outcomes.size(), month.scored_outcomes.size());
  json["psi"] = rounded(index);
  json["psi_by_chance"] = rounded(chance);
  json["psi_shifted"] = &month != &reference && index >= kShiftedIndex && index > chance;
}

}  // namespace

/// One entry per month, in order of time; empty where the rows have no dates. PSI is against the first month.
/// "in_sample" says how many of the month's rows lie in the period of the training rows: "all", "some", "none", or
/// "unknown".
Json describe_months(const Judgement& judgement) {
  Json list = Json::array();
  if (!judgement.has_dates()) return list;
  std::map<std::string, Month> months;
  add_months(judgement.earlier, false, judgement.origin, months);
  add_months(judgement.judged, true, judgement.origin, months);
  const Month& reference = months.begin()->second;
  const std::vector<std::int32_t> bounds = decile_bounds(reference.scored_outcomes);
  for (const auto& [date, month] : months) {
    Json json{{"month", date}, {"judged", month.judged}, {"in_sample", in_sample_text(month, judgement.origin)}};
    json.update(summarise_group(month.scored_outcomes));
    const std::uint64_t defaults = count_defaults(month.scored_outcomes);
    json["base_rate_interval"] = to_json(wilson_interval(defaults, month.scored_outcomes.size()));
    json["auroc_interval"] = area_interval(month);
    add_stability(month, reference, bounds, json);
    list.push_back(std::move(json));
  }
  return list;
}

/// What moved between the first and the last month, and whether PSI shows it. "several_months" is false where there is
/// nothing to compare; "comparable" is false where one of the two months has too few rows of an outcome.
Json describe_drift(const Json& months) {
  if (months.size() < 2) return {{"several_months", false}, {"comparable", false}};
  const Json& first = months.front();
  const Json& last = months.back();
  Json highest_psi;
  bool shifted = false;
  for (std::size_t month = 1; month < months.size(); ++month) {
    const Json& psi = months[month]["psi"];
    if (!psi.is_null() && (highest_psi.is_null() || psi > highest_psi)) highest_psi = psi;
    shifted = shifted || months[month]["psi_shifted"].get<bool>();
  }
  const double apart = shares_apart(first["defaults"], first["rows"], last["defaults"], last["rows"]);
  const bool comparable =
      has_enough_outcomes(first["rows"], first["defaults"]) && has_enough_outcomes(last["rows"], last["defaults"]);
  const bool moved = comparable && std::abs(apart) > kBeyondChance;
  return {{"several_months", true},
          {"comparable", comparable},
          {"first", {{"month", first["month"]}, {"base_rate", first["base_rate"]}}},
          {"last", {{"month", last["month"]}, {"base_rate", last["base_rate"]}, {"mean_pd", last["mean_pd"]}}},
          {"standard_errors", comparable ? Json(rounded(std::abs(apart))) : Json(nullptr)},
          {"base_rate_moved", moved},
          {"base_rate_fell", moved && apart > 0.0},
          {"highest_psi", highest_psi},
          {"scores_shifted", shifted},
          {"psi_misses_the_move", moved && !shifted && !highest_psi.is_null()}};
}

Json summarise_group(std::span<const ScoredOutcome> scored_outcomes) {
  Json json = summarise(scored_outcomes);
  const std::uint64_t defaults = count_defaults(scored_outcomes);
  if (defaults == 0 || defaults == scored_outcomes.size()) {
    for (const char* figure : {"auroc", "gini", "ks"}) json[figure] = nullptr;
  }
  if (scored_outcomes.empty()) {
    for (const char* figure : {"base_rate", "mean_pd", "brier", "calibration_error"}) json[figure] = nullptr;
  }
  return json;
}

bool has_enough_outcomes(std::uint64_t rows, std::uint64_t defaults) noexcept {
  return defaults >= kFewestOfEachOutcome && rows - defaults >= kFewestOfEachOutcome;
}

}  // namespace prescore
