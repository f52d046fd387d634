// The columns with dates and outcomes, in a model and in training.json.
#pragma once

#include "base/outcome_columns.hpp"
#include "json/json_place.hpp"

namespace prescore {

/// Reads a model's "outcome_columns": target, and date, bad and good where they are there. Errors: see JsonPlace.
[[nodiscard]] OutcomeColumns read_outcome_columns(const JsonPlace& place);

/// Reads "outcome_columns" (date, target) and "default" (column, bad, good) of training.json. The target is named once:
/// as "target", with the values 1 and 0, or as "default", with values of its own. Errors: see JsonPlace.
[[nodiscard]] OutcomeColumns read_outcome_settings(const JsonPlace& place);

[[nodiscard]] Json to_json(const OutcomeColumns& columns);

}  // namespace prescore
