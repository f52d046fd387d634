#include "prescore/policy.hpp"

#include <cstddef>

namespace prescore {
namespace {

bool satisfies(const EligibilityRule& rule, const Applicant& applicant) noexcept {
  const std::int32_t value = applicant.values[rule.question];
  return value != kMissing && rule.minimum <= value && value <= rule.maximum;
}

OfferSet affordable_offers(const Policy& policy, std::optional<std::int32_t> pd_ppm) noexcept {
  OfferSet offers = 0;
  for (std::size_t index = 0; index < policy.offers.size(); ++index) {
    if (pd_ppm.value_or(kWholePpm) <= policy.offers[index].maximum_pd_ppm) offers |= OfferSet{1} << index;
  }
  return offers;
}

}  // namespace

Eligibility find_eligibility(const Policy& policy, const Applicant& applicant) noexcept {
  Eligibility eligibility;
  for (std::size_t index = 0; index < policy.offers.size(); ++index) {
    bool eligible = true;
    for (const EligibilityRule& rule : policy.offers[index].eligibility) {
      if (satisfies(rule, applicant)) continue;
      eligible = false;
      if (index == 0) eligibility.excluded_by |= QuestionSet{1} << rule.question;
    }
    if (eligible) eligibility.offers |= OfferSet{1} << index;
  }
  return eligibility;
}

Choice choose(const Policy& policy, const Eligibility& eligibility, std::optional<std::int32_t> pd_ppm) noexcept {
  const OfferSet open = eligibility.offers & affordable_offers(policy, pd_ppm);
  const bool excluded = (eligibility.offers & 1U) == 0;
  const Basis basis = excluded ? Basis::eligibility : pd_ppm ? Basis::risk : Basis::not_covered;
  if (basis == Basis::not_covered || open == 0) return {Outcome::manual_review, basis, 0};
  const bool programme_open = (open & 1U) != 0;
  return {programme_open ? approval_of(policy.stage) : Outcome::alternative_offer, basis, open};
}

}  // namespace prescore
