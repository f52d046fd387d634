#include "judging/cut_off_choice.hpp"

#include <algorithm>
#include <sstream>

#include "base/input_error.hpp"

namespace prescore {
namespace {

std::string plain(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

/// The cut-offs are in ascending order, so recall falls and approvals grow along them: the last one that fits is the
/// highest.
template <typename Fits>
const CutOff* last_that(std::span<const CutOff> cut_offs, Fits fits) {
  const CutOff* found = nullptr;
  for (const CutOff& cut_off : cut_offs) {
    if (fits(cut_off)) found = &cut_off;
  }
  return found;
}

CutOff choose_by_recall(std::span<const CutOff> cut_offs, double recall) {
  const std::uint64_t least = defaulters_to_refuse(recall, cut_offs.back().approved_defaulters);
  const auto fits = [&](const CutOff& cut_off) { return cut_off.refused_defaulters >= least; };
  const CutOff* const found = last_that(cut_offs, fits);
  if (found != nullptr) return *found;
  throw InputError("no cut-off that approves anyone refuses " + plain(recall) + " of the defaulters: the lowest PD, " +
                   plain(cut_offs.front().maximum_pd_ppm / 1e6) + ", is also the PD of defaulters, so a recall of " +
                   plain(cut_offs.front().recall()) + " is the highest possible; ask for less");
}

CutOff choose_by_approval_rate(std::span<const CutOff> cut_offs, double rate) {
  const auto fits = [&](const CutOff& cut_off) { return cut_off.approval_rate() <= rate; };
  const CutOff* const found = last_that(cut_offs, fits);
  if (found != nullptr) return *found;
  throw InputError("no cut-off approves as few as " + plain(rate) + " of the applicants: " +
                   plain(cut_offs.front().approval_rate()) + " of them share the lowest PD; ask for more");
}

CutOff choose_by_cost(std::span<const CutOff> cut_offs, const Costs& costs) {
  const auto cheaper = [&](const CutOff& a, const CutOff& b) { return a.cost(costs) < b.cost(costs); };
  const CutOff best = *std::min_element(cut_offs.begin(), cut_offs.end(), cheaper);
  const CutOff& everyone = cut_offs.back();
  const CutOff nobody{-1, everyone.approved_defaulters, everyone.approved_repayers, 0, 0};
  if (best.cost(costs) < nobody.cost(costs)) return best;
  throw InputError("at a cost of " + plain(costs.approved_defaulter) + " : " + plain(costs.refused_repayer) +
                   ", refusing everyone is cheapest, so cost cannot choose a cut-off");
}

}  // namespace

std::string describe(const CutOffTarget& target) {
  switch (target.criterion) {
    case Criterion::recall:
      return "recall of defaulters at least " + plain(target.share);
    case Criterion::approval_rate:
      return "approval rate at most " + plain(target.share);
    case Criterion::cost:
      break;
  }
  return "least cost at " + plain(target.costs.approved_defaulter) + " : " + plain(target.costs.refused_repayer);
}

CutOff choose_cut_off(std::span<const CutOff> cut_offs, const CutOffTarget& target) {
  switch (target.criterion) {
    case Criterion::recall:
      return choose_by_recall(cut_offs, target.share);
    case Criterion::approval_rate:
      return choose_by_approval_rate(cut_offs, target.share);
    case Criterion::cost:
      break;
  }
  return choose_by_cost(cut_offs, target.costs);
}

}  // namespace prescore
