// A model and applications whose outcome is known -> figures.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "applicants/training_rows.hpp"
#include "base/date.hpp"
#include "json/programme_json.hpp"
#include "judging/scored_outcome.hpp"

namespace prescore {

/// Decides every application of `data`, from the day `since` on, as the page would and sets it against what became of
/// it: the applications looked at, the quality of the PDs, the programme's cut-off, rows and bad rate of each outcome.
/// Throws InputError, also where only one outcome is among the applications: nothing can be told apart then.
[[nodiscard]] Json evaluate_model(const Model& model, const NamedStream& data, const std::optional<Date>& since,
                                  const LookAtRows& look_at_rows = {});

/// The same for rows that are read already; both outcomes are among them.
[[nodiscard]] Json evaluate_rows(const Model& model, const TrainingRows& rows);

/// Throws InputError, naming `source`, where there are no scored outcomes or only one outcome.
void require_both_outcomes(std::span<const ScoredOutcome> scored_outcomes, const std::string& source);

}  // namespace prescore
