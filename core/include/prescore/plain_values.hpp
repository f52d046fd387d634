// People's answers and the bank's own values -> one applicant.
//
// Terms: an *answer* is a person's text. A *plain value* is what the bank knows about its client, as programs and data
// files write it. Each question takes one of the two (`Question::from`), and the bank's may be missing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "prescore/applicant.hpp"
#include "prescore/codes.hpp"
#include "prescore/questionnaire.hpp"
#include "prescore/result.hpp"
#include "prescore/validate.hpp"

namespace prescore {

/// One value of the bank: the question's id, and UTF-8 text as `read_plain_value` takes it. Any bytes are safe. What
/// both views point to must live until the function that takes them returns.
struct PlainValue {
  std::string_view question;
  std::string_view text;
};

/// Reads one value of the bank, to question `index` of the questionnaire. Blanks around it do not count.
///   A number is read with a decimal point, as in `read_number`: "0.125", "5e4", "50 000". The plausible range is for
///   people and does not count.
///   A choice is the id of an option; or, where data files hold the question in one column, a cell of an option, in
///   which case a cell of no option means the option of `any_other`. A text that is the id of one option and a cell of
///   another is unknown_option: nobody can tell which is meant.
/// Returns the value, kMissing for a blank text or one of the questionnaire's `missing_words` that is no option, or the
/// issue (unknown_option for a choice, see read_number for a number).
[[nodiscard]] Result<std::int32_t, IssueCode> read_plain_value(const Questionnaire& questionnaire, std::size_t index,
                                                               std::string_view text) noexcept;

/// What is wrong with an applicant, apart by whose words they are: a caller can change an answer, and only the bank its
/// own values.
struct MixedIssues {
  /// As `validate` lists them.
  std::vector<Issue> answers;
  /// First those of questions in the questionnaire's order, then duplicate_question with the index of the value.
  std::vector<Issue> values;
};

/// Turns answers and values in any order into an applicant. A question that the bank answers is kMissing where no value
/// was given or a blank one. Values of other questions, and of none, are ignored: a bank may know more than is asked.
/// Returns the applicant, or all issues of both.
[[nodiscard]] Result<Applicant, MixedIssues> validate_mixed(const Questionnaire& questionnaire,
                                                            std::span<const Answer> answers,
                                                            std::span<const PlainValue> values) noexcept;

}  // namespace prescore
