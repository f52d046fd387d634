// The facade: answers -> decision, with or without its reasons, or all issues. The only place that sees every step.
//
//   auto programme = read_packed(bytes);                            // once; packed.hpp
//   auto decision = evaluate(programme.value(), answers);           // for every applicant
//   auto explained = evaluate_with_reasons(programme.value(), explainer, answers);
//
// All four functions demand a programme that passed `check` (`read_packed` returns no other), change nothing, and may
// be called by any number of threads at once on the same programme and explainer.
#pragma once

#include <span>
#include <vector>

#include "prescore/applicant.hpp"
#include "prescore/decision.hpp"
#include "prescore/explain.hpp"
#include "prescore/programme.hpp"
#include "prescore/reasons.hpp"
#include "prescore/result.hpp"
#include "prescore/validate.hpp"

namespace prescore {

struct ExplainedDecision {
  Applicant applicant;
  Decision decision;
  /// Empty unless the basis is risk.
  Reasons reasons;
};

/// The whole way from texts: `validate`, then `decide`.
/// Returns the decision, or all issues as `validate` lists them.
[[nodiscard]] Result<Decision, std::vector<Issue>> evaluate(const Programme& programme,
                                                            std::span<const Answer> answers) noexcept;

/// The same with reasons: `validate`, then `decide_with_reasons`. `explainer` must have been made from `programme`.
[[nodiscard]] Result<ExplainedDecision, std::vector<Issue>> evaluate_with_reasons(
    const Programme& programme, const Explainer& explainer, std::span<const Answer> answers) noexcept;

/// Decides for an applicant whose values lie in the questions' ranges; any of them may be kMissing. An answer that the
/// training data did not hold, a missing one included, gives no PD, and an outcome that rests on it is manual_review.
[[nodiscard]] Decision decide(const Programme& programme, const Applicant& applicant) noexcept;

/// The same with reasons; the applicant is encoded once for both. `explainer` must have been made from `programme`.
[[nodiscard]] ExplainedDecision decide_with_reasons(const Programme& programme, const Explainer& explainer,
                                                    const Applicant& applicant) noexcept;

}  // namespace prescore
