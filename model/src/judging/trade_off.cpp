#include "judging/trade_off.hpp"

#include <algorithm>
#include <cmath>

namespace prescore {
double CutOff::approval_rate() const noexcept { return share_of(approved(), rows()); }

double CutOff::bad_rate() const noexcept { return share_of(approved_defaulters, approved()); }

double CutOff::recall() const noexcept {
  return share_of(refused_defaulters, refused_defaulters + approved_defaulters);
}

double CutOff::precision() const noexcept { return share_of(refused_defaulters, refused()); }

double CutOff::refused_repayer_rate() const noexcept {
  return share_of(refused_repayers, refused_repayers + approved_repayers);
}

double CutOff::accuracy() const noexcept { return share_of(refused_defaulters + approved_repayers, rows()); }

double CutOff::cost(const Costs& costs) const noexcept {
  const double sum = costs.approved_defaulter * static_cast<double>(approved_defaulters) +
                     costs.refused_repayer * static_cast<double>(refused_repayers);
  return rows() == 0 ? 0.0 : sum / static_cast<double>(rows());
}

std::uint64_t defaulters_to_refuse(double recall, std::uint64_t defaulters) noexcept {
  // 0.55 * 20 is a little more than 11 in floating point: without the margin, one defaulter too many would be refused.
  const double least = std::ceil(recall * static_cast<double>(defaulters) - 1e-9);
  return std::max<std::uint64_t>(static_cast<std::uint64_t>(least), 1);
}

std::vector<CutOff> trade_off(std::span<const ScoredOutcome> scored_outcomes) {
  std::vector<ScoredOutcome> sorted(scored_outcomes.begin(), scored_outcomes.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const ScoredOutcome& a, const ScoredOutcome& b) { return a.pd_ppm < b.pd_ppm; });
  CutOff cut_off = at_cut_off(scored_outcomes, -1);
  std::vector<CutOff> cut_offs;
  for (std::size_t row = 0; row < sorted.size(); ++row) {
    if (sorted[row].defaulted) {
      ++cut_off.approved_defaulters;
      --cut_off.refused_defaulters;
    } else {
      ++cut_off.approved_repayers;
      --cut_off.refused_repayers;
    }
    cut_off.maximum_pd_ppm = sorted[row].pd_ppm;
    const bool last_of_its_pd = row + 1 == sorted.size() || sorted[row + 1].pd_ppm != sorted[row].pd_ppm;
    if (last_of_its_pd) cut_offs.push_back(cut_off);
  }
  return cut_offs;
}

CutOff at_cut_off(std::span<const ScoredOutcome> scored_outcomes, std::int32_t maximum_pd_ppm) {
  CutOff cut_off{maximum_pd_ppm};
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    const bool approved = scored_outcome.pd_ppm <= maximum_pd_ppm;
    std::uint64_t& count = approved
                               ? (scored_outcome.defaulted ? cut_off.approved_defaulters : cut_off.approved_repayers)
                               : (scored_outcome.defaulted ? cut_off.refused_defaulters : cut_off.refused_repayers);
    ++count;
  }
  return cut_off;
}

std::vector<CutOff> thinned(std::span<const CutOff> cut_offs, std::size_t size) {
  if (cut_offs.size() <= size) return {cut_offs.begin(), cut_offs.end()};
  std::vector<CutOff> kept;
  std::size_t steps_taken = 0;
  for (const CutOff& cut_off : cut_offs) {
    const auto step = static_cast<std::size_t>(cut_off.approved() * (size - 1) / cut_off.rows());
    const bool last = &cut_off == &cut_offs.back();
    if (!kept.empty() && step <= steps_taken && !last) continue;
    steps_taken = step;
    kept.push_back(cut_off);
  }
  return kept;
}

}  // namespace prescore
