#include "trade_off.hpp"

#include <algorithm>

namespace prescore {
namespace {

double share(std::uint64_t part, std::uint64_t whole) noexcept {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double CutOff::approval_rate() const noexcept { return share(approved(), rows()); }

double CutOff::bad_rate() const noexcept { return share(approved_defaulters, approved()); }

double CutOff::recall() const noexcept { return share(refused_defaulters, refused_defaulters + approved_defaulters); }

double CutOff::precision() const noexcept { return share(refused_defaulters, refused()); }

double CutOff::refused_repayer_rate() const noexcept {
  return share(refused_repayers, refused_repayers + approved_repayers);
}

double CutOff::accuracy() const noexcept { return share(refused_defaulters + approved_repayers, rows()); }

double CutOff::cost(const Costs& costs) const noexcept {
  const double sum = costs.approved_defaulter * static_cast<double>(approved_defaulters) +
                     costs.refused_repayer * static_cast<double>(refused_repayers);
  return rows() == 0 ? 0.0 : sum / static_cast<double>(rows());
}

std::vector<CutOff> trade_off(std::span<const Outturn> outturns) {
  std::vector<Outturn> sorted(outturns.begin(), outturns.end());
  std::sort(sorted.begin(), sorted.end(), [](const Outturn& a, const Outturn& b) { return a.pd_ppm < b.pd_ppm; });
  CutOff cut_off = at_cut_off(outturns, -1);
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

CutOff at_cut_off(std::span<const Outturn> outturns, std::int32_t maximum_pd_ppm) {
  CutOff cut_off{maximum_pd_ppm};
  for (const Outturn& outturn : outturns) {
    const bool approved = outturn.pd_ppm <= maximum_pd_ppm;
    std::uint64_t& count = approved ? (outturn.defaulted ? cut_off.approved_defaulters : cut_off.approved_repayers)
                                    : (outturn.defaulted ? cut_off.refused_defaulters : cut_off.refused_repayers);
    ++count;
  }
  return cut_off;
}

std::vector<CutOff> thinned(std::span<const CutOff> cut_offs, std::size_t size) {
  if (cut_offs.size() <= size) return {cut_offs.begin(), cut_offs.end()};
  std::vector<CutOff> kept;
  std::size_t steps_taken = 0;
  for (const CutOff& cut_off : cut_offs) {
    const std::size_t step = cut_off.approved() * (size - 1) / cut_off.rows();
    const bool last = &cut_off == &cut_offs.back();
    if (!kept.empty() && step <= steps_taken && !last) continue;
    steps_taken = step;
    kept.push_back(cut_off);
  }
  return kept;
}

}  // namespace prescore
