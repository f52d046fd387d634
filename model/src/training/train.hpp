// A programme and rows whose outcome is known -> model.
#pragma once

#include <cstdint>
#include <optional>

#include "applicants/training_rows.hpp"
#include "training/programme_folder.hpp"
#include "trees/forest_trainer.hpp"

namespace prescore {

struct TrainingOptions {
  /// Only applications from this day on, and before that one, are used.
  DateWindow window;
  /// Whether to choose the size of the forest first: see `search_size`.
  bool search = false;
  std::uint64_t seed = 1;
  /// 1 or more; the model does not depend on it.
  unsigned threads = 1;
  LookAtRows look_at_rows = {};
};

/// What a training run reports besides the model; it differs from run to run.
struct TrainingTimes {
  double reading_s = 0.0;
  double trees_s = 0.0;
};

/// Trains. Throws InputError with the place: see `require_trainable`, a broken setting; FileError where reading fails.
[[nodiscard]] Model train(ProgrammeFolder folder, const TrainingData& data, const TrainingOptions& options,
                          TrainingTimes* times = nullptr);

/// Reads the rows of the window. Throws as `train` does where no forest should be trained on them.
[[nodiscard]] TrainingRows read_trainable_rows(const ProgrammeFolder& folder, const NamedStream& data,
                                               const DateWindow& window);

/// Trains on rows that are in memory and fit for it. The provenance names no file.
[[nodiscard]] Model train_on_rows(ProgrammeFolder folder, const TrainingRows& rows, const TrainingRun& run,
                                  double* trees_s = nullptr);

}  // namespace prescore
