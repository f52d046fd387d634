// A model and applications whose outcome is known -> figures.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "applicants/training_rows.hpp"
#include "base/date.hpp"
#include "json/programme_json.hpp"
#include "judging/model_origin.hpp"
#include "judging/scored_outcome.hpp"

namespace prescore {

/// Decides every application of `data`, from the day `since` on, as the page would, and compares the decisions with
/// the outcomes: the applications, the quality of the PDs, the programme's cut-off, rows and bad rate of each outcome.
/// Throws InputError where the provenance of the model (`model_name` in messages) is broken, and where the applications
/// hold only one outcome, because nothing can be compared then.
[[nodiscard]] Json evaluate_model(const Model& model, const std::string& model_name, const NamedStream& data,
                                  const std::optional<Date>& since, const LookAtRows& look_at_rows = {});

/// The same for rows in memory; they hold both outcomes. A share of no rows is null.
[[nodiscard]] Json evaluate_rows(const Model& model, const ModelOrigin& origin, const TrainingRows& rows);

/// Throws InputError, naming `source`, where there are no scored outcomes or only one outcome.
void require_both_outcomes(std::span<const ScoredOutcome> scored_outcomes, const std::string& source);

}  // namespace prescore
