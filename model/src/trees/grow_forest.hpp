// Training rows -> a forest. This is where training rows enter the room.
#pragma once

#include "applicants/training_rows.hpp"
#include "prescore/encoding.hpp"
#include "prescore/questionnaire.hpp"
#include "trees/cells.hpp"
#include "trees/forest_trainer.hpp"
#include "trees/settings.hpp"

namespace prescore {

struct GrownForest {
  /// Holds only the cuts that a split of the forest uses.
  Encoding encoding;
  /// The rows' cells, in the codes before unused cuts were dropped.
  Cells cells;
  Forest forest;
  HeldOutScores held_out;
};

/// Encodes the rows, collects them into cells and trains. `rows` holds at least one row of each outcome.
[[nodiscard]] GrownForest grow_forest(const TrainingRows& rows, const Questionnaire& questionnaire,
                                      const TrainingSettings& settings, const TrainingRun& run);

/// Removes the cuts that no split uses, so that the model file holds only what decisions need. No score changes.
void drop_unused_cuts(Encoding& encoding, Forest& forest);

}  // namespace prescore
