// Cut-offs: their results, their costs, and how the PDs of the two outcomes are distributed.

#include <algorithm>
#include <array>

#include "judging/metrics.hpp"
#include "judging/ranking.hpp"
#include "report/parts/report_parts.hpp"

namespace prescore {
namespace {

/// The slider has at most this many steps, and one for the policy's own cut-off.
constexpr std::size_t kSliderSteps = 201;
constexpr std::size_t kHistogramBins = 40;
constexpr std::array<double, 4> kCostRatios = {3.0, 5.0, 10.0, 20.0};

/// The slider's cut-offs: spread evenly over the approval rate, and the policy's own.
std::vector<CutOff> slider_cut_offs(std::span<const ScoredOutcome> scored_outcomes, std::int32_t own) {
  std::vector<CutOff> cut_offs = thinned(trade_off(scored_outcomes), kSliderSteps);
  const auto place = std::lower_bound(cut_offs.begin(), cut_offs.end(), own,
                                      [](const CutOff& cut_off, auto ppm) { return cut_off.maximum_pd_ppm < ppm; });
  const bool present = place != cut_offs.end() && place->maximum_pd_ppm == own;
  if (!present) cut_offs.insert(place, at_cut_off(scored_outcomes, own));
  return cut_offs;
}

Json least_cost_json(std::span<const CutOff> cut_offs, double ratio) {
  const Costs costs{ratio, 1.0};
  const auto best = std::min_element(cut_offs.begin(), cut_offs.end(),
                                     [&](const CutOff& a, const CutOff& b) { return a.cost(costs) < b.cost(costs); });
  return {{"ratio", ratio},
          {"maximum_pd", best->maximum_pd_ppm / 1e6},
          {"approval_rate", rounded(best->approval_rate())},
          {"cost", rounded(best->cost(costs))}};
}

}  // namespace

Json to_json(const CutOff& cut_off, const Costs& costs) {
  return {{"maximum_pd", cut_off.maximum_pd_ppm / 1e6},
          {"approval_rate", rounded(cut_off.approval_rate())},
          {"bad_rate", share_json(cut_off.approved_defaulters, cut_off.approved())},
          {"recall", rounded(cut_off.recall())},
          {"precision", share_json(cut_off.refused_defaulters, cut_off.refused())},
          {"accuracy", rounded(cut_off.accuracy())},
          {"refused_repayer_rate", rounded(cut_off.refused_repayer_rate())},
          {"cost", rounded(cut_off.cost(costs))},
          {"refused_defaulters", cut_off.refused_defaulters},
          {"refused_repayers", cut_off.refused_repayers},
          {"approved_defaulters", cut_off.approved_defaulters},
          {"approved_repayers", cut_off.approved_repayers}};
}

/// The trade-off with the policy's own cut-off at index `own`, and the cheapest cut-off at several ratios of cost. All
/// count the applicants with a PD by the cut-off alone; "has_rules" says whether the offer has eligibility rules too.
Json describe_cut_offs(const Judgement& judgement) {
  const std::vector<ScoredOutcome>& scored_outcomes = judgement.judged.covered.scored_outcomes;
  const std::vector<CutOff> cut_offs = slider_cut_offs(scored_outcomes, judgement.cut_off_ppm());
  Json table = Json::array();
  std::size_t own = 0;
  for (const CutOff& cut_off : cut_offs) {
    if (cut_off.maximum_pd_ppm == judgement.cut_off_ppm()) own = table.size();
    table.push_back(to_json(cut_off, judgement.costs));
  }
  Json least = Json::array();
  const std::vector<CutOff> all = trade_off(scored_outcomes);
  for (const double ratio : kCostRatios) least.push_back(least_cost_json(all, ratio));
  const Offer& offer = judgement.programme().policy.offers.front();
  return {{"offer", offer.id},
          {"has_rules", !offer.eligibility.empty()},
          {"rows", scored_outcomes.size()},
          {"costs",
           {{"approved_defaulter", judgement.costs.approved_defaulter},
            {"refused_repayer", judgement.costs.refused_repayer}}},
          {"own", own},
          {"at_own", table[own]},
          {"least_cost", std::move(least)},
          {"table", std::move(table)}};
}

/// Shares of defaulters and of repayers by PD, in bins of equal width, and the cumulated shares behind KS.
Json describe_distributions(const Judgement& judgement) {
  const std::vector<Tie> ties = ties_of(judgement.judged.covered.scored_outcomes);
  const Tie all = total(ties);
  const double low = static_cast<double>(ties.front().risk) / kWholePpm;
  const double width = std::max(static_cast<double>(ties.back().risk) / kWholePpm - low, 1e-6) / kHistogramBins;
  std::vector<double> edges;
  for (std::size_t edge = 0; edge <= kHistogramBins; ++edge) edges.push_back(low + width * static_cast<double>(edge));
  std::vector<double> defaulters(kHistogramBins, 0.0);
  std::vector<double> repayers(kHistogramBins, 0.0);
  for (const Tie& tie : ties) {
    const double place = (static_cast<double>(tie.risk) / kWholePpm - low) / width;
    const std::size_t bin = std::min(static_cast<std::size_t>(place), kHistogramBins - 1);
    defaulters[bin] += static_cast<double>(tie.defaulters) / static_cast<double>(all.defaulters);
    repayers[bin] += static_cast<double>(tie.repayers) / static_cast<double>(all.repayers);
  }
  return {
      {"edges", rounded_list(edges)}, {"defaulters", rounded_list(defaulters)}, {"repayers", rounded_list(repayers)}};
}

/// The cumulative gain by share of applicants refused, riskiest first, and the lift of each tenth.
Json describe_gain(const Judgement& judgement) {
  const std::vector<Tie> ties = ties_of(judgement.judged.covered.scored_outcomes);
  const std::vector<double> grid = unit_grid(50);
  const std::vector<double> tenths = gain_at(ties, unit_grid(10));
  std::vector<double> lift;
  for (std::size_t tenth = 1; tenth < tenths.size(); ++tenth)
    lift.push_back(10.0 * (tenths[tenth] - tenths[tenth - 1]));
  return {{"x", rounded_list(grid)}, {"y", rounded_list(gain_at(ties, grid))}, {"lift", rounded_list(lift)}};
}

}  // namespace prescore
