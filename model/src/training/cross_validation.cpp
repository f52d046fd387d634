#include "training/cross_validation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/input_error.hpp"
#include "base/progress.hpp"
#include "base/random.hpp"
#include "judging/metrics.hpp"
#include "prescore/evaluate.hpp"

namespace prescore {
namespace {

TrainingRows select(const TrainingRows& rows, const std::vector<std::uint8_t>& fold_of_row, unsigned fold,
                    bool inside) {
  TrainingRows part;
  part.values.resize(rows.values.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if ((fold_of_row[row] == fold) != inside) continue;
    for (std::size_t index = 0; index < rows.values.size(); ++index) {
      part.values[index].push_back(rows.values[index][row]);
    }
    part.defaulted.push_back(rows.defaulted[row]);
    if (!rows.dates.empty()) part.dates.push_back(rows.dates[row]);
  }
  return part;
}

std::vector<ScoredOutcome> judge(const Programme& programme, const TrainingRows& rows) {
  std::vector<ScoredOutcome> scored_outcomes;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Applicant applicant = applicant_of(rows, row);
    const auto pd = decide(programme, applicant).pd_ppm;
    if (pd) scored_outcomes.push_back({*pd, rows.defaulted[row] == 1});
  }
  return scored_outcomes;
}

Json mean_and_deviation(const std::vector<double>& values) {
  const auto size = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / size;
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {{"mean", rounded(mean)}, {"standard_deviation", rounded(std::sqrt(squares / (size - 1.0)))}};
}

}  // namespace

std::vector<std::uint8_t> deal_folds(const TrainingRows& rows, unsigned folds, std::uint64_t seed) {
  Random random(mix(seed ^ 0xDEA1));
  std::array<std::vector<std::uint8_t>, 2> decks;
  std::vector<std::uint8_t> fold_of_row;
  fold_of_row.reserve(rows.size());
  for (const std::uint8_t outcome : rows.defaulted) {
    std::vector<std::uint8_t>& deck = decks[outcome];
    if (deck.empty()) {
      deck.resize(folds);
      std::iota(deck.begin(), deck.end(), std::uint8_t{0});
      random.shuffle(deck);
    }
    fold_of_row.push_back(deck.back());
    deck.pop_back();
  }
  return fold_of_row;
}

Json cross_validate_rows(const ProgrammeFolder& folder, const TrainingRows& rows, unsigned folds,
                         const TrainingRun& run) {
  const std::vector<std::uint8_t> fold_of_row = deal_folds(rows, folds, run.seed);
  Progress progress("cross-validating", folds);
  Json parts = Json::array();
  std::vector<double> aurocs;
  std::vector<ScoredOutcome> all;
  for (unsigned fold = 0; fold < folds; ++fold) {
    const Model model = train_on_rows(folder, select(rows, fold_of_row, fold, false), {run.seed, run.threads, false});
    const std::vector<ScoredOutcome> scored_outcomes = judge(model.programme, select(rows, fold_of_row, fold, true));
    parts.push_back(summarise(scored_outcomes));
    aurocs.push_back(area_under_roc(scored_outcomes));
    all.insert(all.end(), scored_outcomes.begin(), scored_outcomes.end());
    progress.show(fold + 1);
  }
  return {{"programme", folder.id},     {"folds", folds},
          {"seed", run.seed},           {"auroc", mean_and_deviation(aurocs)},
          {"all_rows", summarise(all)}, {"by_fold", std::move(parts)}};
}

Json cross_validate(const ProgrammeFolder& folder, const NamedStream& data, const TrainingOptions& options,
                    unsigned folds) {
  const TrainingRows rows = read_trainable_rows(folder, data, options.window);
  const auto defaults = static_cast<std::size_t>(std::count(rows.defaulted.begin(), rows.defaulted.end(), 1));
  if (std::min(defaults, rows.size() - defaults) < folds) {
    throw InputError(data.name + ": each of " + std::to_string(folds) + " folds needs a row of each outcome");
  }
  if (options.look_at_rows) options.look_at_rows(counts_of(rows));
  return cross_validate_rows(folder, rows, folds, {options.seed, options.threads, false});
}

}  // namespace prescore
