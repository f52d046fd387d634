#include "prescore/evaluate.hpp"

#include "prescore/encoding.hpp"

namespace prescore {

Result<Decision, std::vector<Issue>> evaluate(const Programme& programme, std::span<const Answer> answers) noexcept {
  const Result<Applicant, std::vector<Issue>> applicant = validate(programme.questionnaire, answers);
  if (!applicant.ok()) return applicant.error();
  return decide(programme, applicant.value());
}

Result<ExplainedDecision, std::vector<Issue>> evaluate_with_reasons(const Programme& programme,
                                                                    const Explainer& explainer,
                                                                    std::span<const Answer> answers) noexcept {
  const Result<Applicant, std::vector<Issue>> applicant = validate(programme.questionnaire, answers);
  if (!applicant.ok()) return applicant.error();
  return decide_with_reasons(programme, explainer, applicant.value());
}

Decision decide(const Programme& programme, const Applicant& applicant) noexcept {
  return decide_encoded(programme, applicant, encode(programme.questionnaire, programme.encoding, applicant));
}

ExplainedDecision decide_with_reasons(const Programme& programme, const Explainer& explainer,
                                      const Applicant& applicant) noexcept {
  const Features features = encode(programme.questionnaire, programme.encoding, applicant);
  const Decision decision = decide_encoded(programme, applicant, features);
  if (decision.basis != Basis::risk) return {applicant, decision, {}};
  return {applicant, decision, find_reasons(programme, applicant, features, decision, explainer.explain(features))};
}

}  // namespace prescore
