#include "training/train.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/input_error.hpp"
#include "training/calibration.hpp"
#include "training/held_out_rows.hpp"
#include "training/provenance.hpp"
#include "training/reference.hpp"
#include "training/settings_choice.hpp"
#include "training/size_search.hpp"
#include "training/training_checks.hpp"
#include "trees/grow_forest.hpp"

namespace prescore {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void require_splits(const Forest& forest, const std::string& source) {
  if (std::any_of(forest.trees.begin(), forest.trees.end(), [](const Tree& tree) { return tree.depth > 0; })) return;
  throw InputError(source +
                   "/training.json: no tree found a split, because no answer separates defaulters from the others " +
                   "or \"leaf_rows\" is too large for these data");
}

/// Sets what training.json leaves out. Returns what was tried and chosen; null where nothing was left out.
Json complete_settings(ProgrammeFolder& folder, const TrainingRows& rows, const TrainingRun& run) {
  SettingsChoice choice = choose_settings(folder, rows, run);
  folder.settings = std::move(choice.settings);
  return std::move(choice.report);
}

}  // namespace

Model train_on_rows(ProgrammeFolder folder, const TrainingRows& rows, const TrainingRun& run, double* trees_s) {
  const Json choice = complete_settings(folder, rows, run);
  const auto start = std::chrono::steady_clock::now();
  const GrownForest grown = grow_forest(rows, folder.questionnaire, folder.settings, run);
  if (trees_s != nullptr) *trees_s = seconds_since(start);
  require_splits(grown.forest, folder.source);

  Model model;
  Programme& programme = model.programme;
  programme.id = folder.id;
  programme.questionnaire = folder.questionnaire;
  programme.policy = folder.policy;
  programme.encoding = grown.encoding;
  programme.forest = grown.forest;
  model.outcome_columns = folder.settings.outcome_columns;

  const Method method = folder.settings.method;
  const HeldOutRows held_out(rows, grown, method);
  const Calibration calibration = calibrate([&](const auto& use) { held_out.for_each(use); }, held_out.months().times(),
                                            !folder.settings.all_outcomes_known);
  programme.pd_table =
      make_pd_table(calibration, programme.forest, [&](double score) { return log_odds(score, grown.forest, method); });
  programme.reference = choose_reference(rows, grown.cells, programme);
  model.provenance = describe_run(rows, held_out, calibration, programme, folder, grown, run.seed);
  if (!choice.is_null()) model.provenance["settings_choice"] = choice;
  require_valid(programme, folder.source);
  return model;
}

TrainingRows read_trainable_rows(const ProgrammeFolder& folder, const NamedStream& data, const DateWindow& window) {
  if (window.since && window.before && *window.since >= *window.before) {
    throw InputError("--since " + iso(*window.since) + " is not earlier than --before " + iso(*window.before) +
                     ", so no application lies between them");
  }
  TrainingRows rows = read_training_rows(data, folder.questionnaire, folder.settings.outcome_columns, window);
  require_trainable(rows, folder, data.name);
  note_left_out(data, rows, folder.questionnaire);
  return rows;
}

Model train(ProgrammeFolder folder, const TrainingData& data, const TrainingOptions& options, TrainingTimes* times) {
  const auto start = std::chrono::steady_clock::now();
  const TrainingRows rows = read_trainable_rows(folder, data.rows, options.window);
  const double reading_s = seconds_since(start);
  if (options.look_at_rows) options.look_at_rows(counts_of(rows));

  const TrainingRun run{options.seed, options.threads, true};
  Json choice;
  Json search;
  if (options.search) {
    choice = complete_settings(folder, rows, run);
    search = search_size(folder, rows, run);
  }
  double trees_s = 0.0;
  Model model = train_on_rows(folder, rows, run, &trees_s);
  if (!choice.is_null()) model.provenance["settings_choice"] = std::move(choice);
  model.provenance["data_sha256"] = data.sha256;
  if (options.search) model.provenance["search"] = std::move(search);
  if (times != nullptr) *times = {reading_s, trees_s};
  return model;
}

}  // namespace prescore
