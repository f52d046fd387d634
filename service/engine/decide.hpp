// A request's answers -> what is answered and recorded. Calls the core; knows no HTTP and no database.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "json/json_place.hpp"
#include "prescore/evaluate.hpp"
#include "prescore/validate.hpp"
#include "service/engine/catalogue.hpp"

namespace prescore::service {

/// One answer as it came.
struct GivenAnswer {
  std::string question;
  std::string text;
  /// The person was asked back about a number that is not plausible, and stands by it.
  bool confirmed = false;

  // NOLINTNEXTLINE(modernize-use-nullptr): the compiler writes the comparison.
  friend auto operator<=>(const GivenAnswer&, const GivenAnswer&) = default;
};
using AnswerTexts = std::vector<GivenAnswer>;

/// What the page showed, as its visitor's browser claims. Either may be empty.
struct Hint {
  std::string outcome;
  std::string version;
};

/// The outcome with everything that explains it.
struct Decided {
  std::string outcome;
  std::string basis;
  std::optional<std::int32_t> pd_ppm;
  /// JSON texts: `offers`, a list of ids, the best first, and `reasons`: {"against": [[code, ...]], "in_favour":
  /// [[code, ...]]}, where two codes in one reason count together.
  std::string offers;
  std::string reasons;
};

/// The members of an answer that say what was decided: `"outcome": ..., "basis": ..., "offers": ..., "reasons": ...`,
/// without blanks.
[[nodiscard]] std::string members_of(const Decided& decided);
void append_members(std::string& json, const Decided& decided);

/// The core's view of `texts`, which must outlive it.
[[nodiscard]] std::vector<Answer> answers_of(const AnswerTexts& texts);

/// What is answered and recorded of a decision of the core by `programme`.
[[nodiscard]] Decided decided_of(const Programme& programme, const ExplainedDecision& explained);

/// Decides by a programme that does not ask the bank (by_policy.hpp has those that do), or returns all issues as the
/// core's `validate` lists them.
[[nodiscard]] std::variant<Decided, std::vector<Issue>> decide(const LoadedProgramme& programme,
                                                               const AnswerTexts& answers);

/// What a challenger decides: {"version", "outcome", "pd_ppm"}, or {"version", "issues": n} where it does not take the
/// answers.
[[nodiscard]] Json challenge(const LoadedProgramme& challenger, const AnswerTexts& answers);

/// How the page's outcome compares: `agrees` or `differs` where the version of the page's model is known (its own
/// decision is computed again), `other_version` where it is not, `absent` without a hint.
[[nodiscard]] std::string compare(const std::optional<Hint>& hint, const Catalogue& catalogue,
                                  const AnswerTexts& answers);

/// The issues for the caller: [{"question", "code", "meaning"}]. An answer that belongs to no question is named by its
/// place in the request, never by its text.
[[nodiscard]] Json issues_json(const LoadedProgramme& programme, const std::vector<Issue>& issues);

}  // namespace prescore::service
