// A programme's folder and a data file -> model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "applicants/training_rows.hpp"
#include "training/programme_folder.hpp"
#include "trees/forest_trainer.hpp"

namespace prescore {

struct TrainingRequest {
  /// Holds questionnaire.json, policy.json and training.json; its name is the programme's id.
  std::filesystem::path programme;
  std::filesystem::path data;
  /// Only applications from this day on, and before that one, are used.
  std::optional<Date> since;
  std::optional<Date> before;
  /// Whether to choose the size of the forest first: see `search_size`.
  bool search = false;
  std::uint64_t seed = 1;
  /// 1 or more; the model does not depend on it.
  unsigned threads = 1;
};

/// What a training run tells besides the model: it changes from run to run.
struct TrainingTimes {
  double reading_s = 0.0;
  double trees_s = 0.0;
};

/// Trains. Throws FileError, or InputError with the place: see `require_trainable`, a broken setting.
[[nodiscard]] Model train(const TrainingRequest& request, TrainingTimes* times = nullptr);

/// The rows of the request, fit for training.
[[nodiscard]] TrainingRows read_rows(const TrainingRequest& request, const ProgrammeFolder& folder);

/// Trains on rows that are in memory and fit for it. The provenance tells nothing of files.
[[nodiscard]] Model train_on_rows(const ProgrammeFolder& folder, const TrainingRows& rows, const TrainingRun& run,
                                  double* trees_s = nullptr);

}  // namespace prescore
