#include "judging/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace prescore {
namespace {

/// `share_of` for a part that need not be whole: part of a tie.
double share(double part, std::uint64_t whole) { return whole == 0 ? 0.0 : part / static_cast<double>(whole); }

/// How many are refused when the riskiest are refused first, up to and within one tie.
struct Refused {
  double defaulters = 0.0;
  double repayers = 0.0;
};

/// Walks from the riskiest tie down. `of_tie` returns how much of a quantity a tie adds; `whole` is its total. For each
/// share in `grid` (ascending), stops where the quantity reaches that share and passes to `use` how many applicants are
/// refused there.
template <typename Measure, typename Use>
void walk(std::span<const Tie> ties, std::span<const double> grid, std::uint64_t whole, Measure of_tie, Use use) {
  Refused refused;
  std::uint64_t measured = 0;
  auto tie = ties.rbegin();
  for (const double goal : grid) {
    const double wanted = goal * static_cast<double>(whole);
    const auto reached = [&] { return static_cast<double>(measured + of_tie(*tie)) > wanted; };
    while (tie != ties.rend() && !reached()) {
      measured += of_tie(*tie);
      refused.defaulters += static_cast<double>(tie->defaulters);
      refused.repayers += static_cast<double>(tie->repayers);
      ++tie;
    }
    Refused there = refused;
    if (tie != ties.rend()) {
      const double part = (wanted - static_cast<double>(measured)) / static_cast<double>(of_tie(*tie));
      there.defaulters += part * static_cast<double>(tie->defaulters);
      there.repayers += part * static_cast<double>(tie->repayers);
    }
    use(there);
  }
}

}  // namespace

std::vector<Tie> ties_of(std::span<const ScoredOutcome> scored_outcomes) {
  std::unordered_map<std::int32_t, Tie> by_risk;
  for (const ScoredOutcome& scored_outcome : scored_outcomes) {
    Tie& tie = by_risk[scored_outcome.pd_ppm];
    ++(scored_outcome.defaulted ? tie.defaulters : tie.repayers);
  }
  std::vector<Tie> ties;
  ties.reserve(by_risk.size());
  for (const auto& [risk, tie] : by_risk) ties.push_back({risk, tie.defaulters, tie.repayers});
  return merged(std::move(ties));
}

Ranking::Ranking(std::span<const ScoredOutcome> scored_outcomes) {
  order_.reserve(scored_outcomes.size());
  for (std::size_t row = 0; row < scored_outcomes.size(); ++row) {
    order_.push_back({scored_outcomes[row].pd_ppm, static_cast<std::uint32_t>(row), scored_outcomes[row].defaulted});
  }
  std::sort(order_.begin(), order_.end(),
            [](const Ranked& a, const Ranked& b) { return a.risk != b.risk ? a.risk < b.risk : a.row < b.row; });
}

std::vector<Tie> Ranking::ties(std::span<const std::uint32_t> counts) const {
  std::vector<Tie> drawn;
  for (const Ranked& ranked : order_) {
    const std::uint64_t count = counts[ranked.row];
    if (count == 0) continue;
    if (drawn.empty() || drawn.back().risk != ranked.risk) drawn.push_back({ranked.risk});
    (ranked.defaulted ? drawn.back().defaulters : drawn.back().repayers) += count;
  }
  return drawn;
}

std::vector<Tie> merged(std::vector<Tie> ties) {
  std::sort(ties.begin(), ties.end(), [](const Tie& a, const Tie& b) { return a.risk < b.risk; });
  std::vector<Tie> kept;
  for (const Tie& tie : ties) {
    if (kept.empty() || kept.back().risk != tie.risk) kept.push_back({tie.risk});
    kept.back().defaulters += tie.defaulters;
    kept.back().repayers += tie.repayers;
  }
  return kept;
}

Tie total(std::span<const Tie> ties) noexcept {
  Tie sum;
  for (const Tie& tie : ties) {
    sum.defaulters += tie.defaulters;
    sum.repayers += tie.repayers;
  }
  return sum;
}

double area_under_roc(std::span<const Tie> ties) {
  const Tie all = total(ties);
  if (all.defaulters == 0 || all.repayers == 0) return 0.5;
  std::uint64_t repayers_below = 0;
  std::uint64_t doubled_wins = 0;
  for (const Tie& tie : ties) {
    doubled_wins += tie.defaulters * (2 * repayers_below + tie.repayers);
    repayers_below += tie.repayers;
  }
  return static_cast<double>(doubled_wins) / 2.0 / static_cast<double>(all.defaulters) /
         static_cast<double>(all.repayers);
}

double average_precision(std::span<const Tie> ties) {
  std::uint64_t refused_defaulters = 0;
  std::uint64_t refused = 0;
  double sum = 0.0;
  for (auto tie = ties.rbegin(); tie != ties.rend(); ++tie) {
    refused_defaulters += tie->defaulters;
    refused += tie->rows();
    sum += static_cast<double>(tie->defaulters) * share_of(refused_defaulters, refused);
  }
  return share(sum, refused_defaulters);
}

double kolmogorov_smirnov(std::span<const Tie> ties) {
  const Tie all = total(ties);
  Tie below;
  double largest = 0.0;
  for (const Tie& tie : ties) {
    below.defaulters += tie.defaulters;
    below.repayers += tie.repayers;
    const double gap = share_of(below.defaulters, all.defaulters) - share_of(below.repayers, all.repayers);
    largest = std::max(largest, std::abs(gap));
  }
  return largest;
}

std::vector<double> roc_at(std::span<const Tie> ties, std::span<const double> grid) {
  const Tie all = total(ties);
  std::vector<double> recall;
  walk(
      ties, grid, all.repayers, [](const Tie& tie) { return tie.repayers; },
      [&](const Refused& refused) { recall.push_back(share(refused.defaulters, all.defaulters)); });
  return recall;
}

std::vector<double> precision_at(std::span<const Tie> ties, std::span<const double> grid) {
  const Tie all = total(ties);
  std::vector<double> precision;
  walk(
      ties, grid, all.defaulters, [](const Tie& tie) { return tie.defaulters; },
      [&](const Refused& refused) {
        const double rows = refused.defaulters + refused.repayers;
        precision.push_back(rows > 0.0 ? refused.defaulters / rows : 0.0);
      });
  return precision;
}

std::vector<double> gain_at(std::span<const Tie> ties, std::span<const double> grid) {
  const Tie all = total(ties);
  std::vector<double> gain;
  walk(
      ties, grid, all.rows(), [](const Tie& tie) { return tie.rows(); },
      [&](const Refused& refused) { gain.push_back(share(refused.defaulters, all.defaulters)); });
  return gain;
}

std::vector<double> unit_grid(std::size_t steps) {
  std::vector<double> grid;
  for (std::size_t step = 0; step <= steps; ++step) {
    grid.push_back(static_cast<double>(step) / static_cast<double>(steps));
  }
  return grid;
}

}  // namespace prescore
