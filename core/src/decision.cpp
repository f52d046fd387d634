#include "prescore/decision.hpp"

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
      break;
  }
  return programme.forest.questions_asked(features.codes);
}

}  // namespace

Decision decide_encoded(const Programme& programme, const Applicant& applicant, const Features& features) noexcept {
  std::optional<std::int32_t> pd_ppm;
  if (features.not_covered == 0) pd_ppm = programme.pd_table.pd_ppm(programme.forest.score(features.codes));
  const Eligibility eligibility = find_eligibility(programme.policy, applicant);
  const Choice choice = choose(programme.policy, eligibility, pd_ppm);
  return {choice.outcome, choice.basis, questions_behind(programme, choice.basis, eligibility, features), choice.offers,
          pd_ppm};
}

}  // namespace prescore
