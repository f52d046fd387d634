// The facade: answers -> decision, or all issues. The only place that sees every step.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "prescore/policy.hpp"
#include "prescore/programme.hpp"
#include "prescore/result.hpp"
#include "prescore/validate.hpp"

namespace prescore {

/// A preliminary decision.
struct Decision {
  Outcome outcome = Outcome::manual_review;
  Basis basis = Basis::not_covered;
  /// What the outcome rests on: the questions that the forest asked on this applicant's way (basis risk), those of the
  /// rules that exclude the applicant (eligibility), or those whose answers the training data did not hold.
  QuestionSet questions = 0;
  /// Bit i stands for offer i of the policy; the lowest is the best. Empty for manual_review.
  OfferSet offers = 0;
  /// Probability of default in ppm, [0, kWholePpm]; none where an answer is not covered by the training data.
  std::optional<std::int32_t> pd_ppm;
};

/// Decides for a validated applicant: encode, forest, PD table, policy.
[[nodiscard]] Decision decide(const Programme& programme, const Applicant& applicant) noexcept;

/// The whole way: validate, then decide. `programme` must have passed `check`.
[[nodiscard]] Result<Decision, std::vector<Issue>> evaluate(const Programme& programme,
                                                            std::span<const Answer> answers) noexcept;

}  // namespace prescore
