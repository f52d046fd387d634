// The rules that the types cannot hold. A questionnaire and a policy can be checked before there is a model.
#pragma once

#include <optional>
#include <string_view>

#include "prescore/model_error.hpp"
#include "prescore/policy.hpp"
#include "prescore/programme.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {

// Each check of a part returns the first violation, or nothing. Any contents are safe: a check assumes nothing that it
// did not see, or that its comment does not demand. `ModelError::offset` is always 0.

/// Whether `text` is a name: [a-z0-9_-]{1,64}.
[[nodiscard]] bool is_name(std::string_view text) noexcept;

/// Checks the questions alone. Section: questionnaire. Index: the question, or the number of questions where that is
/// wrong. Errors:
///   inconsistent_count  no question or more than kMaxQuestions; a number without exactly one column; a choice without
///                       a column, with fewer than 2 or more than kMaxOptions options, an option without cells that is
///                       not `any_other`, a row without a cell for each column, or two options that are `any_other`.
///                       A questionnaire without data (`has_data`) has neither columns nor cells
///   malformed_name      an id, an option's id or a unit is not [a-z0-9_-]{1,64}; a unit word or a scale word is empty
///   duplicate_name      two questions, or two options of one question, have the same id
///   out_of_range        more than 9 decimals, a minimum of kMissing, a minimum above the maximum, also of the
///   plausible
///                       range, a scale word that means another power of ten than 1 to kMaxScalePower
[[nodiscard]] std::optional<ModelError> check_questionnaire(const Questionnaire& questionnaire) noexcept;

/// Checks a policy against the questions that its rules name. Section: policy. Index: the offer, or the number of
/// offers plus the change. Errors:
///   inconsistent_count    no offer, more than kMaxOffers offers, or more than kMaxChanges changes
///   malformed_name        an offer's id is not [a-z0-9_-]{1,64}
///   duplicate_name        two offers have the same id
///   out_of_range          a PD outside [0, kWholePpm]; a rule or a change that names no question, an answer that its
///                         question does not allow, or a rise outside [1, kMaxRisePercent]; a rule for a choice
///   contradictory_policy  an offer's maximum PD is below that of the offer before it, or the last one's is not
///                         kWholePpm; a rule whose minimum is above its maximum; a change to the same option, or of age
[[nodiscard]] std::optional<ModelError> check_policy(const Policy& policy, const Questionnaire& questionnaire) noexcept;

/// Checks every section in the order of `Section`: the two above, and the id, the encoding, the forest (shapes, sums
/// that cannot overflow), the PD table and the reference. docs/model-format.md lists each rule with its error.
/// A programme that passes can be evaluated on any answers without undefined behaviour.
[[nodiscard]] std::optional<ModelError> check(const Programme& programme) noexcept;

}  // namespace prescore
