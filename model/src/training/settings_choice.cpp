// Terms. A *trial* is one complete set of settings, with the AUROC of a forest grown with them on rows that its trees
// did not see, and the number of its leaves.
// Steps. 1. Take at most 40,000 of the rows at random. 2. For each method that may be chosen and each of its settings
// to try, score these rows: bagging by the trees that did not see a row, boosting by five folds, after several numbers
// of trees. 3. Find the best AUROC. 4. Choose the trial with the fewest leaves within 0.001 of it.
// Why this way. No single method or depth is best for all data: few rows want shallow boosting, some large files want
// deep trees. Fewer leaves mean a smaller file and quicker reports, and a difference of 0.001 is below the noise of an
// AUROC on some thousand rows. More rows than 40,000 would hardly change the choice, but take long.
#include "training/settings_choice.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "judging/ranking.hpp"
#include "training/default_settings.hpp"
#include "trees/binning.hpp"
#include "trees/sampling.hpp"

namespace prescore {
namespace {

constexpr double kNearTheBest = 0.001;
constexpr std::size_t kMostRows = 40'000;

/// Numbers of trees after which boosted forests are judged; those up to `settings.trees` are used.
constexpr std::array<std::uint32_t, 9> kBoostedCounts = {20, 40, 60, 80, 120, 160, 220, 300, 400};

struct ForestTrial {
  TrainingSettings settings;
  double auroc = 0.0;
  std::uint64_t leaves = 0;
};

/// The rows that choose: cells, and how many rows of each outcome they hold.
struct ChoiceRows {
  Cells cells;
  std::vector<OutcomeCounts> counts;
};

/// At least one row of each outcome is kept.
std::vector<OutcomeCounts> sample_counts(const std::vector<OutcomeCounts>& counts, std::size_t rows,
                                         std::uint64_t seed) {
  if (rows <= kMostRows) return counts;
  Random random(mix(seed ^ 0xC405E));
  Sample drawn;
  RowSampler::subsample(counts, static_cast<double>(kMostRows) / static_cast<double>(rows)).draw(random, drawn);
  std::vector<OutcomeCounts> kept(counts.size());
  for (std::size_t cell = 0; cell < counts.size(); ++cell) kept[cell] = {drawn.drawn[0][cell], drawn.drawn[1][cell]};
  for (std::size_t outcome = 0; outcome < 2; ++outcome) {
    const auto has_rows = [&](const OutcomeCounts& cell) { return cell[outcome] > 0; };
    if (std::none_of(kept.begin(), kept.end(), has_rows)) return counts;
  }
  return kept;
}

/// Scores differ by far more than 1/16.
constexpr float kRiskUnits = 16.0F;

double unseen_auroc(const HeldOutScores& scores, const std::vector<OutcomeCounts>& counts) {
  std::vector<Tie> ties;
  for (std::size_t cell = 0; cell < scores.size(); ++cell) {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      const float score = scores[cell][outcome];
      if (counts[cell][outcome] == 0 || std::isnan(score)) continue;
      Tie tie{static_cast<std::int32_t>(std::lround(score * kRiskUnits))};
      (outcome == 1 ? tie.defaulters : tie.repayers) = counts[cell][outcome];
      ties.push_back(tie);
    }
  }
  return area_under_roc(merged(std::move(ties)));
}

std::uint64_t most_leaves(const TrainingSettings& settings) {
  return settings.trees * std::min<std::uint64_t>(settings.leaves, std::uint64_t{1} << settings.depth);
}

void try_bagging(const TrainingSettings& settings, const ChoiceRows& rows, const TrainingRun& run,
                 std::vector<ForestTrial>& trials) {
  const JudgedForest judged = train_judged_forest(rows.cells, rows.counts, settings, run);
  std::uint64_t leaves = 0;
  for (const Tree& tree : judged.forest.trees) leaves += tree.nodes.size() / 2 + 1;
  trials.push_back({settings, unseen_auroc(judged.held_out, rows.counts), leaves});
}

void try_boosting(TrainingSettings settings, bool any_trees, const ChoiceRows& rows, const TrainingRun& run,
                  std::vector<ForestTrial>& trials) {
  std::vector<std::uint32_t> tree_counts;
  for (const std::uint32_t count : kBoostedCounts) {
    if (any_trees && count <= settings.trees) tree_counts.push_back(count);
  }
  if (tree_counts.empty()) tree_counts = {settings.trees};
  const std::vector<HeldOutScores> scores = cross_fit_boosted(rows.cells, rows.counts, settings, run, tree_counts);
  for (std::size_t place = 0; place < tree_counts.size(); ++place) {
    settings.trees = tree_counts[place];
    trials.push_back({settings, unseen_auroc(scores[place], rows.counts), most_leaves(settings)});
  }
}

const ForestTrial& smallest_near_best(const std::vector<ForestTrial>& trials) {
  const auto worse = [](const ForestTrial& a, const ForestTrial& b) { return a.auroc < b.auroc; };
  const double best = std::max_element(trials.begin(), trials.end(), worse)->auroc;
  const ForestTrial* chosen = nullptr;
  for (const ForestTrial& trial : trials) {
    if (trial.auroc < best - kNearTheBest) continue;
    if (chosen == nullptr || trial.leaves < chosen->leaves) chosen = &trial;
  }
  return *chosen;
}

Json trial_json(const ForestTrial& trial) {
  return {{"method", trial.settings.method == Method::boosting ? "boosting" : "bagging"},
          {"trees", trial.settings.trees},
          {"depth", trial.settings.depth},
          {"most_leaves", trial.leaves},
          {"auroc_on_unseen_rows", std::round(trial.auroc * 1e6) / 1e6}};
}

/// All complete settings among which the choice is; one where there is nothing to choose.
std::vector<TrainingSettings> all_to_try(const TrainingSettings& settings, const DataSize& size) {
  std::vector<TrainingSettings> all;
  for (const Method method : {Method::boosting, Method::bagging}) {
    if (!is_left_out(settings, "method") && settings.method != method) continue;
    for (TrainingSettings& tried : settings_to_try(settings, method, size)) all.push_back(std::move(tried));
  }
  return all;
}

std::vector<ForestTrial> try_each(const std::vector<TrainingSettings>& all, bool any_trees, const ChoiceRows& rows,
                                  const TrainingRun& run) {
  std::vector<ForestTrial> trials;
  for (const TrainingSettings& settings : all) {
    if (settings.method == Method::bagging) {
      try_bagging(settings, rows, run, trials);
    } else {
      try_boosting(settings, any_trees, rows, run, trials);
    }
  }
  return trials;
}

}  // namespace

SettingsChoice choose_settings(const ProgrammeFolder& folder, const TrainingRows& rows, const TrainingRun& run) {
  const TrainingSettings& stated = folder.settings;
  if (stated.left_out.empty()) return {stated, nullptr};
  const DataSize size{rows.size(), folder.questionnaire.questions.size()};
  const std::vector<TrainingSettings> all = all_to_try(stated, size);
  const bool any_trees = is_left_out(stated, "trees");
  SettingsChoice choice{all.front(), {{"left_out", stated.left_out}}};
  if (all.size() > 1 || (any_trees && all.front().method == Method::boosting)) {
    const Encoding encoding = bin_values(rows, folder.questionnaire, stated);
    ChoiceRows used{find_cells(rows, folder.questionnaire, encoding), {}};
    used.counts = sample_counts(count_outcomes(used.cells, rows), rows.size(), run.seed);
    const std::vector<ForestTrial> trials = try_each(all, any_trees, used, run);
    const ForestTrial& chosen = smallest_near_best(trials);
    choice.settings = chosen.settings;
    choice.report["chosen"] = trial_json(chosen);
    for (const ForestTrial& trial : trials) choice.report["tried"].push_back(trial_json(trial));
  }
  choice.settings.left_out.clear();
  return choice;
}

}  // namespace prescore
