#include "prescore/evaluate.hpp"

#include "prescore/encoding.hpp"

namespace prescore {
namespace {

QuestionSet questions_behind(const Programme& programme, Basis basis, const Eligibility& eligibility,
                             const Features& features) noexcept {
  switch (basis) {
    case Basis::eligibility:
      return eligibility.excluded_by;
    case Basis::not_covered:
      return features.not_covered;
    case Basis::risk:
    // Chosen where no applicant could be decided about, so never here.
    case Basis::no_client_data:
      break;
  }
  return programme.forest.questions_asked(features.codes);
}

/// Everything after encoding: forest, PD table, policy. `features` are those of `applicant`.
Decision decide_encoded(const Programme& programme, const Applicant& applicant, const Features& features) noexcept {
  std::optional<std::int32_t> pd_ppm;
  if (features.not_covered == 0) pd_ppm = programme.pd_table.pd_ppm(programme.forest.score(features.codes));
  const Eligibility eligibility = find_eligibility(programme.policy, applicant);
  const Choice choice = choose(programme.policy, eligibility, pd_ppm);
  return {choice.outcome, choice.basis, questions_behind(programme, choice.basis, eligibility, features), choice.offers,
          pd_ppm};
}

}  // namespace

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
