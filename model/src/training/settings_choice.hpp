// Chooses what training.json leaves out of "forest".
#pragma once

#include "applicants/training_rows.hpp"
#include "training/programme_folder.hpp"
#include "trees/forest_trainer.hpp"

namespace prescore {

struct SettingsChoice {
  /// Complete: nothing is left out.
  TrainingSettings settings;
  /// What was left out, what was tried with its AUROC, and what was chosen. Null where nothing was left out.
  Json report;
};

/// Completes the settings for these rows. The same rows, settings and seed give the same choice on any number of
/// threads. `rows` must pass `require_trainable`.
[[nodiscard]] SettingsChoice choose_settings(const ProgrammeFolder& folder, const TrainingRows& rows,
                                             const TrainingRun& run);

}  // namespace prescore
