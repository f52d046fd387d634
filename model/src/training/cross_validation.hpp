// How well the whole training, from rows to PDs, does on rows that it did not see.
#pragma once

#include <cstdint>
#include <vector>

#include "training/train.hpp"

namespace prescore {

/// Trains `folds` times, each time without one part of the rows, and judges that part: stratified k-fold cross-
/// validation (Stone, "Cross-validatory choice and assessment of statistical predictions", 1974; Kohavi, "A study of
/// cross-validation and bootstrap", 1995, for the strata). Bins, category orders and calibration are learnt again for
/// each fold. `folds` is 2 or more; `options.search` is ignored. Returns the figures of each fold, their means, and
/// those of all rows together. Throws InputError as `train` does, and where a fold would lack an outcome.
[[nodiscard]] Json cross_validate(const ProgrammeFolder& folder, const NamedStream& data,
                                  const TrainingOptions& options, unsigned folds);

/// The same for rows in memory that passed `require_trainable`.
[[nodiscard]] Json cross_validate_rows(const ProgrammeFolder& folder, const TrainingRows& rows, unsigned folds,
                                       const TrainingRun& run);

/// The fold of each row. Of every `folds` successive rows of one outcome, one is in each fold, in random order.
[[nodiscard]] std::vector<std::uint8_t> deal_folds(const TrainingRows& rows, unsigned folds, std::uint64_t seed);

}  // namespace prescore
