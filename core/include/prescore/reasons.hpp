// Why the outcome is what it is, as codes that a programme's texts put into words. Defined in docs/reasons.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "prescore/decision.hpp"
#include "prescore/encoding.hpp"
#include "prescore/explain.hpp"
#include "prescore/programme.hpp"
#include "prescore/questionnaire.hpp"
#include "prescore/short_list.hpp"

namespace prescore {

/// A list of reasons has at most this many.
inline constexpr std::size_t kMaxReasons = 4;

/// A change of one answer that would lower the PD.
struct Help {
  std::uint8_t question = 0;
  /// The new answer: a number scaled by 10^decimals, or an option's index.
  std::int32_t answer = 0;
  /// Whether a better offer would open.
  bool changes_outcome = false;
};

/// Each a question, or a pair of questions.
using ReasonList = ShortList<QuestionSet, kMaxReasons>;

struct Reasons {
  /// At most kMaxReasons, the largest contribution first (among equals the earlier question): single questions whose
  /// contribution is above zero and whose answer, replaced by the reference answer alone, lowers the PD. Where there is
  /// none, the pair of questions with contributions above zero that lowers the PD when both are replaced and adds most.
  ReasonList against;
  /// At most kMaxReasons, the largest first: questions whose contribution is below zero and whose replacement does not
  /// lower the PD.
  ReasonList in_favour;
  /// Only where the policy shows it and a better offer than the first open one exists: the first change of the policy's
  /// list that opens a better offer, else the first that lowers the PD.
  std::optional<Help> help;
};

/// The reasons of a decision. Empty where the forest had no say: only a decision on the basis of risk has reasons.
/// `features`, `decision` and `explanation` must be those of `applicant`, and `programme` must have passed `check`.
[[nodiscard]] Reasons find_reasons(const Programme& programme, const Applicant& applicant, const Features& features,
                                   const Decision& decision, const Explanation& explanation) noexcept;

/// Which of the question's `factor_codes` an answer has: an option's index, or 0 for a number below the reference
/// answer and 1 for any other; -1 for a missing answer.
[[nodiscard]] std::int32_t factor_of(const Programme& programme, std::size_t question, std::int32_t answer) noexcept;

/// The code of an answer to a question, compared with the reference answer where it is a number:
/// "stable_job.no", "income.lower", "age.higher" (not lower), or "education.missing" (in data files only).
[[nodiscard]] std::string factor_code(const Programme& programme, std::size_t question, std::int32_t answer);

/// The code of a change that would help: "stable_job.yes", or "income.rise" for a number.
[[nodiscard]] std::string change_code(const Question& question, std::int32_t answer);

/// The codes that the answers of a person can have at a question, in the order of its options; the texts must hold
/// each.
[[nodiscard]] std::vector<std::string> factor_codes(const Question& question);

}  // namespace prescore
