// Chooses the reference of a model, which explanations compare applicants with. docs/reasons.md has the whole rule.
#pragma once

#include "applicants/training_rows.hpp"
#include "prescore/programme.hpp"
#include "trees/cells.hpp"

namespace prescore {

/// People in the population that the trainer makes up.
inline constexpr std::size_t kReferencePeople = 16;

/// Chooses the reference of a programme that has its questionnaire, encoding, forest, PD table and policy, from the
/// rows and their cells that it was trained on. Same rows, same reference.
///
/// "Accepted" are the rows whose PD is within the cut-off of the first offer (all rows, if there are none).
/// Answers: for a number, the median of the accepted; for a choice, the option with the lowest mean score over all rows
/// once everybody has it, among the options of at least one row in twenty. If no option is that frequent, among the
/// fewest options that together have half of the rows. Population: kReferencePeople made-up people, none of them copied
/// from a row. Each answer is spread over them as over the accepted, but independently of the other answers, in the one
/// of many ways that brings the scores nearest to those of the accepted.
[[nodiscard]] Reference choose_reference(const TrainingRows& rows, const Cells& trained_on, const Programme& programme);

}  // namespace prescore
