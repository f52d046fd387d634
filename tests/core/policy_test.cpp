// Rules and cut-offs: who is offered what, and why.
#include "prescore/policy.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::applicant_of;
using test::kAge;
using test::kIncome;

constexpr OfferSet kInstant = 1;
constexpr OfferSet kStarter = 2;
constexpr OfferSet kDebit = 4;
constexpr OfferSet kAll = kInstant | kStarter | kDebit;

Eligibility eligibility_at(std::int32_t age) {
  return find_eligibility(test::small_programme().policy, applicant_of({age, 50'000, 0, 0}));
}

TEST(FindEligibility, IncludesBothEndsOfARule) {
  struct Case {
    std::int32_t age;
    OfferSet offers;
  };
  for (const auto& [age, offers] :
       {Case{15, 0}, {16, kDebit}, {17, kDebit}, {18, kAll}, {75, kAll}, {76, kDebit}, {100, kDebit}}) {
    EXPECT_EQ(eligibility_at(age).offers, offers) << age;
  }
}

TEST(FindEligibility, NamesWhatExcludesFromTheProgrammeItself) {
  EXPECT_EQ(eligibility_at(30).excluded_by, 0U);
  EXPECT_EQ(eligibility_at(17).excluded_by, 1U << kAge);
  Policy policy = test::small_programme().policy;
  policy.offers[0].eligibility.push_back({kIncome, 10'000, 90'000});
  policy.offers[2].eligibility.push_back({kIncome, 10'000, 90'000});
  EXPECT_EQ(find_eligibility(policy, applicant_of({30, 5'000, 0, 0})).excluded_by, 1U << kIncome);
  EXPECT_EQ(find_eligibility(policy, applicant_of({17, 5'000, 0, 0})).excluded_by, (1U << kAge) | (1U << kIncome));
  EXPECT_EQ(find_eligibility(policy, applicant_of({30, 5'000, 0, 0})).offers, kStarter);
}

TEST(FindEligibility, DoesNotNameWhatExcludesOnlyFromOtherProducts) {
  Policy policy = test::small_programme().policy;
  policy.offers[1].eligibility.push_back({kIncome, 10'000, 90'000});
  const Eligibility eligibility = find_eligibility(policy, applicant_of({30, 5'000, 0, 0}));
  EXPECT_EQ(eligibility.offers, kInstant | kDebit);
  EXPECT_EQ(eligibility.excluded_by, 0U);
}

TEST(FindEligibility, AMissingAnswerSatisfiesNoRule) {
  const Eligibility eligibility = eligibility_at(kMissing);
  EXPECT_EQ(eligibility.offers, 0U);
  EXPECT_EQ(eligibility.excluded_by, 1U << kAge);
}

TEST(FindEligibility, AnOfferWithoutRulesIsForEveryone) {
  Policy policy;
  policy.offers.push_back({"card", kWholePpm, {}});
  EXPECT_EQ(find_eligibility(policy, applicant_of({kMissing, 0, 0, 0})).offers, 1U);
}

struct ChoiceCase {
  const char* title;
  OfferSet eligible;
  std::optional<std::int32_t> pd_ppm;
  Outcome outcome;
  Basis basis;
  OfferSet offers;
};

const std::vector<ChoiceCase>& choice_cases() {
  using enum Outcome;
  static const std::vector<ChoiceCase> cases = {
      {"no risk at all", kAll, 0, likely_approval, Basis::risk, kAll},
      {"at the programme's cut-off", kAll, 100'000, likely_approval, Basis::risk, kAll},
      {"just above it", kAll, 100'001, alternative_offer, Basis::risk, kStarter | kDebit},
      {"at the second cut-off", kAll, 200'000, alternative_offer, Basis::risk, kStarter | kDebit},
      {"just above that", kAll, 200'001, alternative_offer, Basis::risk, kDebit},
      {"certain default", kAll, kWholePpm, alternative_offer, Basis::risk, kDebit},
      {"not covered", kAll, std::nullopt, manual_review, Basis::not_covered, 0},
      {"only the programme, low risk", kInstant, 50'000, likely_approval, Basis::risk, kInstant},
      {"only the programme, high risk", kInstant, 150'000, manual_review, Basis::risk, 0},
      {"excluded, low risk", kStarter | kDebit, 50'000, alternative_offer, Basis::eligibility, kStarter | kDebit},
      {"excluded, high risk", kStarter | kDebit, 500'000, alternative_offer, Basis::eligibility, kDebit},
      {"excluded, not covered", kStarter | kDebit, std::nullopt, alternative_offer, Basis::eligibility, kDebit},
      {"excluded, nothing for this risk", kStarter, 500'000, manual_review, Basis::eligibility, 0},
      {"excluded, not covered, nothing for any risk", kStarter, std::nullopt, manual_review, Basis::eligibility, 0},
      {"excluded from everything", 0, 0, manual_review, Basis::eligibility, 0},
  };
  return cases;
}

TEST(Choose, FollowsEligibilityThenCoverageThenRisk) {
  const Policy policy = test::small_programme().policy;
  for (const ChoiceCase& row : choice_cases()) {
    SCOPED_TRACE(row.title);
    const Choice choice = choose(policy, {row.eligible, 0}, row.pd_ppm);
    EXPECT_EQ(name(choice.outcome), name(row.outcome));
    EXPECT_EQ(name(choice.basis), name(row.basis));
    EXPECT_EQ(choice.offers, row.offers);
  }
}

TEST(Choose, ApprovesWhereThePolicyIsFinal) {
  Policy policy = test::small_programme().policy;
  policy.stage = Stage::final;
  for (const ChoiceCase& row : choice_cases()) {
    SCOPED_TRACE(row.title);
    const Choice choice = choose(policy, {row.eligible, 0}, row.pd_ppm);
    const bool approves = row.outcome == Outcome::likely_approval;
    EXPECT_EQ(name(choice.outcome), approves ? "approval" : name(row.outcome));
    EXPECT_EQ(name(choice.basis), name(row.basis));
    EXPECT_EQ(choice.offers, row.offers);
  }
}

TEST(Choose, NeverOpensMoreAtAHigherRisk) {
  const Policy policy = test::small_programme().policy;
  OfferSet previous = kAll;
  for (std::int32_t pd_ppm = 0; pd_ppm <= kWholePpm; pd_ppm += 1'000) {
    const OfferSet offers = choose(policy, {kAll, 0}, pd_ppm).offers;
    EXPECT_EQ(offers & ~previous, 0U) << pd_ppm;
    previous = offers;
  }
}

TEST(Choose, TakesAsManyOffersAsAllowed) {
  Policy policy;
  for (std::size_t index = 0; index < kMaxOffers; ++index) {
    policy.offers.push_back({test::numbered("offer", index), index + 1 == kMaxOffers ? kWholePpm : 1'000, {}});
  }
  const Eligibility eligibility = find_eligibility(policy, Applicant{});
  EXPECT_EQ(eligibility.offers, ~OfferSet{0});
  EXPECT_EQ(choose(policy, eligibility, 1'001).offers, OfferSet{1} << 31U);
}

}  // namespace
}  // namespace prescore
