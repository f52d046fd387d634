// PD and eligibility -> outcome and offers. The policy sees a risk, never an answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prescore/applicant.hpp"
#include "prescore/codes.hpp"
#include "prescore/pd_table.hpp"

namespace prescore {

/// At most this many offers in a policy.
inline constexpr std::size_t kMaxOffers = 32;

/// Who a product is for: the answer to a number question must be in [minimum, maximum], scaled as the question's. A
/// missing answer is not.
struct EligibilityRule {
  std::uint8_t question = 0;
  std::int32_t minimum = 0;
  std::int32_t maximum = 0;
};

struct Offer {
  /// [a-z0-9_-]{1,64}, unique in the policy.
  std::string id;
  /// The highest PD at which it is offered; kWholePpm where the risk does not matter.
  std::int32_t maximum_pd_ppm = kWholePpm;
  std::vector<EligibilityRule> eligibility;
};

/// A change of one answer that the bank considers realistic.
struct RealisticChange {
  std::uint8_t question = 0;
  // A choice: from one option to another, by index.
  std::uint16_t from = 0;
  std::uint16_t to = 0;
  // A number: a rise by up to this many percent, 1 to kMaxRisePercent; never of a question whose unit is kUnitOfAge.
  std::uint8_t rise_percent = 0;
};

inline constexpr std::uint8_t kMaxRisePercent = 100;

/// Nobody can change an age, so no change may name a question with this unit.
inline constexpr std::string_view kUnitOfAge = "year";

/// Whether applicants are told what would help, and from what it is chosen.
struct WhatWouldHelp {
  bool shown = false;
  /// From the smallest to the largest effort, as the bank sees it; at most kMaxChanges.
  std::vector<RealisticChange> changes;
};

inline constexpr std::size_t kMaxChanges = 64;

/// Who decides where the bank's own values are not there, too old, or wrong.
struct WithoutClientData {
  /// The id of another programme, which then decides; empty: a person does, so the outcome is manual_review.
  std::string programme;
};

/// Offers ranked from the programme itself (first) to the safest (last).
/// A safer offer never has a lower maximum PD, and the last one takes any PD.
struct Policy {
  std::vector<Offer> offers;
  WhatWouldHelp what_would_help;
  Stage stage = Stage::preliminary;
  /// There exactly if the bank answers a question of the programme.
  std::optional<WithoutClientData> without_client_data;
};

/// The outcome where the first offer is open.
[[nodiscard]] constexpr Outcome approval_of(Stage stage) noexcept {
  return stage == Stage::final ? Outcome::approval : Outcome::likely_approval;
}

/// A set of offers; bit i stands for offer i.
using OfferSet = std::uint32_t;
static_assert(kMaxOffers <= 32, "an OfferSet holds one bit an offer");

/// Which offers an applicant's answers allow, and which questions forbid the first one.
struct Eligibility {
  OfferSet offers = 0;
  QuestionSet excluded_by = 0;
};

struct Choice {
  Outcome outcome = Outcome::manual_review;
  Basis basis = Basis::not_covered;
  /// Empty for manual_review.
  OfferSet offers = 0;
};

/// Applies the products' rules. A missing answer satisfies no rule.
[[nodiscard]] Eligibility find_eligibility(const Policy& policy, const Applicant& applicant) noexcept;

/// Chooses the outcome, its basis and the open offers. `pd_ppm` is in [0, kWholePpm]. The first that applies:
///   the programme is not for this applicant -> alternative_offer, basis eligibility;
///   no PD (not covered by the model)        -> manual_review, basis not_covered;
///   else by PD                              -> approval_of the stage, or alternative_offer, basis risk.
/// Without a PD only offers that take any PD are open. Where no offer is open the outcome is manual_review.
[[nodiscard]] Choice choose(const Policy& policy, const Eligibility& eligibility,
                            std::optional<std::int32_t> pd_ppm) noexcept;

}  // namespace prescore
