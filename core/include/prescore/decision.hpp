// What comes out: evaluate.hpp has the functions that make one.
#pragma once

#include <cstdint>
#include <optional>

#include "prescore/applicant.hpp"
#include "prescore/codes.hpp"
#include "prescore/policy.hpp"

namespace prescore {

/// A decision: preliminary or final, as the policy's stage says.
struct Decision {
  Outcome outcome = Outcome::manual_review;
  Basis basis = Basis::not_covered;
  /// The questions that the outcome rests on: those that the forest asked on this applicant's way (basis risk), those
  /// of the rules that exclude the applicant (eligibility), or those whose answers the training data did not hold.
  QuestionSet questions = 0;
  /// Bit i stands for offer i of the policy; the lowest is the best. Empty for manual_review.
  OfferSet offers = 0;
  /// Probability of default in ppm, [0, kWholePpm]; none where an answer is not covered by the training data.
  std::optional<std::int32_t> pd_ppm;
};

}  // namespace prescore
