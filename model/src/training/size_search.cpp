// Terms. An *origin* is a day that divides the rows: a forest is grown on the rows before it and judged on the rows
// from it up to the next origin. A *trial* is one pair of depth and number of trees, with its mean AUROC over the
// origins and its mean number of nodes. Steps. 1. Encode all rows once and divide them at three origins in time. 2. For
// each depth and origin grow one forest of the largest number of trees, and judge its first 10, 20, 30 ... trees. 3.
// Find the best mean AUROC. 4. Choose the trial with the fewest nodes whose AUROC is within 0.001 of the best. Why this
// way. Rolling origins ask the question that a bank has: how well does the model rank later applicants? The tolerance
// is below the noise of an AUROC on some thousand rows, so a smaller forest is a free gain: it downloads and starts
// faster. One forest per depth is enough for all numbers of trees, because trees are grown in a fixed order and their
// random numbers depend only on the seed and their own index.

#include "training/size_search.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <vector>

#include "base/input_error.hpp"
#include "base/parallel.hpp"
#include "base/progress.hpp"
#include "judging/metrics.hpp"
#include "judging/ranking.hpp"
#include "trees/binning.hpp"

namespace prescore {
namespace {

constexpr double kTolerance = 0.001;

/// Shares of the rows by date. At each of them, a forest is grown on the rows before it and judged on the rows up to
/// the next one.
constexpr std::array<double, 4> kOrigins = {0.4, 0.6, 0.8, 1.0};

constexpr std::array<std::uint32_t, 8> kTreeCounts = {10, 20, 30, 40, 60, 80, 120, 200};
constexpr std::array<std::uint32_t, 7> kDepths = {1, 2, 3, 4, 5, 6, 8};

struct Origin {
  std::vector<OutcomeCounts> before;
  std::vector<OutcomeCounts> after;
};

struct Trial {
  std::uint32_t trees = 0;
  std::uint32_t depth = 0;
  double auroc = 0.0;
  double nodes = 0.0;
};

/// The first day after `share` of the rows.
Date border(const std::vector<Date>& sorted, double share) {
  const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return sorted[index];
}

std::vector<Origin> split_by_time(const TrainingRows& rows, const Cells& cells) {
  if (rows.dates.empty()) {
    throw InputError("--search compares sizes on later rows, and the data have no dates; leave out --search");
  }
  std::vector<Date> sorted = rows.dates;
  std::sort(sorted.begin(), sorted.end());
  std::vector<Origin> origins;
  for (std::size_t index = 0; index + 1 < kOrigins.size(); ++index) {
    const Date from = border(sorted, kOrigins[index]);
    const Date to = border(sorted, kOrigins[index + 1]);
    Origin origin{std::vector<OutcomeCounts>(cells.size()), std::vector<OutcomeCounts>(cells.size())};
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const bool last = index + 2 == kOrigins.size();
      auto& place = rows.dates[row] < from ? origin.before : origin.after;
      if (rows.dates[row] > to || (rows.dates[row] == to && !last)) continue;
      ++place[cells.cell_of_row[row]][rows.defaulted[row]];
    }
    origins.push_back(std::move(origin));
  }
  return origins;
}

bool has_both_outcomes(const std::vector<OutcomeCounts>& counts) {
  std::array<std::uint64_t, 2> sums{};
  for (const OutcomeCounts& cell : counts) {
    sums[0] += cell[0];
    sums[1] += cell[1];
  }
  return sums[0] > 0 && sums[1] > 0;
}

double auroc_of(const std::vector<std::int32_t>& scores, const std::vector<OutcomeCounts>& counts) {
  std::vector<Tie> ties;
  for (std::size_t cell = 0; cell < scores.size(); ++cell) {
    if (counts[cell][0] + counts[cell][1] > 0) ties.push_back({scores[cell], counts[cell][1], counts[cell][0]});
  }
  return area_under_roc(merged(std::move(ties)));
}

/// Judges the first n trees for each n of kTreeCounts. One forest is enough: its first n trees are the forest of n
/// trees.
void judge_depth(const Cells& cells, const Origin& origin, TrainingSettings settings, const TrainingRun& run,
                 std::vector<Trial>& trials) {
  settings.trees = kTreeCounts.back();
  const Forest forest = train_forest(cells, origin.before, settings, {run.seed, 1, false});
  std::vector<std::int32_t> scores(cells.size());
  std::size_t nodes = 0;
  std::size_t next = 0;
  for (std::uint32_t tree = 0; tree < forest.trees.size(); ++tree) {
    const Forest single{forest.leaf_scale, {forest.trees[tree]}};
    for (std::size_t cell = 0; cell < cells.size(); ++cell) scores[cell] += single.score(cells.codes_of(cell));
    nodes += forest.trees[tree].nodes.size();
    if (tree + 1 != kTreeCounts[next]) continue;
    trials[next].auroc += auroc_of(scores, origin.after) / (kOrigins.size() - 1);
    trials[next].nodes += static_cast<double>(nodes) / (kOrigins.size() - 1);
    ++next;
  }
}

std::vector<Trial> empty_trials() {
  std::vector<Trial> trials;
  for (const std::uint32_t depth : kDepths) {
    for (const std::uint32_t trees : kTreeCounts) trials.push_back({trees, depth});
  }
  return trials;
}

/// A thread handles all origins of a depth, one after another, so that the sums do not depend on the threads.
std::vector<Trial> try_all(const Cells& cells, const std::vector<Origin>& origins, const TrainingSettings& settings,
                           const TrainingRun& run) {
  std::vector<Trial> trials = empty_trials();
  Progress progress("searching", kDepths.size() * origins.size());
  std::atomic<std::size_t> next_depth = 0;
  std::uint64_t done = 0;
  std::mutex counting;
  const auto work = [&] {
    for (std::size_t index = next_depth++; index < kDepths.size(); index = next_depth++) {
      TrainingSettings tried = settings;
      tried.depth = kDepths[index];
      tried.leaves = 1U << kDepths[index];
      std::vector<Trial> own(kTreeCounts.size());
      for (const Origin& origin : origins) {
        judge_depth(cells, origin, tried, run, own);
        const std::scoped_lock lock(counting);
        progress.show(++done);
      }
      for (std::size_t place = 0; place < own.size(); ++place) {
        Trial& trial = trials[index * kTreeCounts.size() + place];
        trial.auroc = own[place].auroc;
        trial.nodes = own[place].nodes;
      }
    }
  };
  run_on_threads(run.threads, work);
  return trials;
}

const Trial& choose(const std::vector<Trial>& trials) {
  const auto worse = [](const Trial& a, const Trial& b) { return a.auroc < b.auroc; };
  const double best = std::max_element(trials.begin(), trials.end(), worse)->auroc;
  const Trial* chosen = nullptr;
  for (const Trial& trial : trials) {
    if (trial.auroc < best - kTolerance) continue;
    if (chosen == nullptr || trial.nodes < chosen->nodes) chosen = &trial;
  }
  return *chosen;
}

}  // namespace

Json search_size(ProgrammeFolder& folder, const TrainingRows& rows, const TrainingRun& run) {
  if (rows.dates.empty()) {
    throw InputError(
        "--search judges forests on later rows, and these rows have no dates; set \"trees\" and \"depth\" " +
        std::string("in training.json instead"));
  }
  const Encoding encoding = bin_values(rows, folder.questionnaire, folder.settings);
  const Cells cells = find_cells(rows, folder.questionnaire, encoding);
  const std::vector<Origin> origins = split_by_time(rows, cells);
  for (const Origin& origin : origins) {
    if (has_both_outcomes(origin.before) && has_both_outcomes(origin.after)) continue;
    throw InputError("--search judges forests on later rows, but the rows fall on too few days, or too few of them " +
                     std::string("defaulted; set \"trees\" and \"depth\" in training.json instead"));
  }
  const std::vector<Trial> trials = try_all(cells, origins, folder.settings, run);
  const Trial& chosen = choose(trials);
  folder.settings.trees = chosen.trees;
  folder.settings.depth = chosen.depth;
  folder.settings.leaves = std::max(2U, 1U << chosen.depth);
  Json tried = Json::array();
  for (const Trial& trial : trials) {
    tried.push_back({{"trees", trial.trees},
                     {"depth", trial.depth},
                     {"nodes", rounded(trial.nodes)},
                     {"auroc_on_later_rows", rounded(trial.auroc)}});
  }
  return {{"chosen", {{"trees", chosen.trees}, {"depth", chosen.depth}}}, {"tried", std::move(tried)}};
}

}  // namespace prescore
