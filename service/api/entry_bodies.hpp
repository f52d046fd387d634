// The bodies of reviews and outcomes -> plain values, or a problem that lists everything that is wrong with the body.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/api/problem.hpp"

namespace prescore::service {

/// What a person decided on a manual review.
struct ReviewRequest {
  /// approval, alternative_offer or refusal
  std::string outcome;
  std::vector<std::string> offers;
  /// The bank's own reference of the person who decided: [A-Za-z0-9._-]{1,64}.
  std::string staff;
  std::string reason;
  /// The same request always has the same text, and no other has it.
  std::string canonical;
};

/// `decision_id` becomes a part of the canonical text.
[[nodiscard]] std::variant<ReviewRequest, Problem> read_review(std::string_view body, const std::string& decision_id);

/// What became of a decision.
struct OutcomeRequest {
  std::string decision;
  /// paid or default
  std::string outcome;
  /// Four digits, two and two, with - between them; whether there was such a day is not checked.
  std::string observed_on;
  bool corrects = false;
};

[[nodiscard]] std::variant<OutcomeRequest, Problem> read_outcome(std::string_view body);

/// {"outcomes": [...]}, 1 to kMaxBatch.
[[nodiscard]] std::variant<std::vector<OutcomeRequest>, Problem> read_outcomes(std::string_view body);

}  // namespace prescore::service
