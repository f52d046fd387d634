// Raw answers (text) -> applicant, or all issues at once. The only place where an answer is checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prescore/applicant.hpp"
#include "prescore/codes.hpp"
#include "prescore/questionnaire.hpp"
#include "prescore/result.hpp"

namespace prescore {

/// One answer as it came: the question's id and UTF-8 text. Any bytes are safe. What both views point to must live
/// until the function that takes them returns.
struct Answer {
  std::string_view question;
  std::string_view text;
  /// The person was asked back about a number that is not plausible, and stands by it.
  bool confirmed = false;
};

/// A longer text, counted without the blanks around it and inside it, is not a number.
inline constexpr std::size_t kMaxNumberBytes = 1000;

/// Who wrote a number. All styles share one reader. They differ in three kinds of text, and no text has two meanings
/// unless a mark was stated:
///   5.00E+05  only programs write exponents, so a form refuses them
///   50-60     only people write ranges, so files refuse them
///   40.000    money with one comma or dot before exactly three digits: the mark groups, unless it is stated to divide
enum class NumberStyle : std::uint8_t {
  /// A person in a form: "40.000" and "40,000" are 40000, and money of "50-60 k" is 50000: of a range the lower number
  /// counts.
  people,
  /// A program: as people, and exponents.
  programs,
  /// A program that divides by points: "40.000" is 40, "40,000" is 40000.
  decimal_point,
  /// A program that divides by commas: "40,000" is 40, "40.000" is 40000.
  decimal_comma,
};

/// What is wrong with one answer.
struct Issue {
  IssueCode code = IssueCode::missing_answer;
  /// Index of the question, or, for unknown_question and duplicate_question, of the answer as it was given.
  std::uint32_t index = 0;
};

/// Reads the answer to a number question: a sign, digits (of money, grouped by threes), a comma or a dot as the decimal
/// mark; behind them a scale word; around them unit words and white space. Words are read in upper or lower case, and a
/// full stop may follow them. Marks that nobody sees are ignored, and digits of other scripts are digits. Before a
/// scale word, a comma or dot that groups money ("1,500 k") may be meant to divide: without a stated mark it is not a
/// number.
/// One reader for forms and for files.
/// Returns the value scaled by 10^decimals, in [question.minimum, question.maximum], or an issue:
///   missing_answer  the text is empty or blank
///   not_a_number    it is not one number
///   not_whole       the question takes whole numbers, and the fraction is not zero
///   below_minimum, above_maximum  the number is out of range, however many digits it has
///   looks_like_a_year  in the style `people`, and instead of above_maximum: an age of 1900 to 2100
/// Digits beyond `decimals` are dropped (towards zero) where `decimals` > 0 or the question is money.
[[nodiscard]] Result<std::int32_t, IssueCode> read_number(const Question& question, std::string_view text,
                                                          NumberStyle style) noexcept;

/// A unit word or scale word as `read_number` looks for it: in lower case, white space made one blank and none at the
/// ends, without marks that nobody sees, and without a full stop at its end, since one may follow any word. Words that
/// are the same here are one word to it. Empty where no text has the word: it is blank or above kMaxNumberBytes.
[[nodiscard]] std::string known_word(std::string_view word) noexcept;

/// Reads one answer of a person: a number as people write it, or an option's id.
/// Returns the value, for a choice the option's index, or the issue (unknown_option for a choice, see read_number).
[[nodiscard]] Result<std::int32_t, IssueCode> read_answer(const Question& question, std::string_view text) noexcept;

/// Turns answers in any order into an applicant. A number outside the question's plausible range is an issue,
/// implausibly_low or implausibly_high, unless the answer is confirmed. A question that the bank answers is missing,
/// and an answer to it an issue, not_from_applicant; plain_values.hpp has the bank's answers. Returns the applicant, or
/// all issues: first those of questions in the questionnaire's order (missing_answer where no answer was given), then
/// unknown_question and duplicate_question in the order of the answers.
[[nodiscard]] Result<Applicant, std::vector<Issue>> validate(const Questionnaire& questionnaire,
                                                             std::span<const Answer> answers) noexcept;

}  // namespace prescore
