#include "prescore/validate.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <optional>

#include "number_text.hpp"

namespace prescore {
namespace {

/// Larger than any scaled value; digits beyond it cannot change a verdict.
constexpr std::int64_t kSaturated = std::int64_t{1} << 40;

struct Scaled {
  std::int64_t value = 0;
  /// Whether a digit other than 0 was dropped.
  bool is_cut = false;
};

/// `number` times 10^decimals, towards zero.
Scaled scale(const DecimalText& number, std::uint8_t decimals) noexcept {
  Scaled scaled;
  // The digits that are not read yet and belong to the value, the zeros behind the last one included.
  int left = number.exponent + decimals;
  for (const char character : number.whole) left += is_digit(character) ? 1 : 0;
  for (const std::string_view part : {number.whole, number.fraction}) {
    for (const char character : part) {
      if (!is_digit(character)) continue;
      if (left-- > 0) {
        scaled.value = std::min(scaled.value * 10 + (character - '0'), kSaturated);
      } else {
        scaled.is_cut = scaled.is_cut || character != '0';
      }
    }
  }
  while (left-- > 0) scaled.value = std::min(scaled.value * 10, kSaturated);
  if (number.negative) scaled.value = -scaled.value;
  return scaled;
}

std::optional<std::size_t> find_question(const Questionnaire& questionnaire, std::string_view id) noexcept {
  for (std::size_t index = 0; index < questionnaire.questions.size(); ++index) {
    if (questionnaire.questions[index].id == id) return index;
  }
  return std::nullopt;
}

Result<std::int32_t, IssueCode> read_option(const Question& question, std::string_view text) noexcept {
  if (trim(text).empty()) return IssueCode::missing_answer;
  for (std::size_t index = 0; index < question.options.size(); ++index) {
    if (question.options[index].id == text) return static_cast<std::int32_t>(index);
  }
  return IssueCode::unknown_option;
}

/// Reads a number with `parse`, a function of a text.
template <typename Parse>
Result<std::int32_t, IssueCode> read_number_by(const Question& question, std::string_view text, Parse parse) noexcept {
  text = trim(text);
  if (text.empty()) return IssueCode::missing_answer;
  std::optional<DecimalText> number;
  // Without the unit second: what is a number stays that number, and "0" as a unit word does not make 3 of 30.
  for (int attempt = 0; attempt < 2 && !number; ++attempt) {
    number = parse(text);
    text = without_unit(text, question.unit_words);
  }
  if (!number) return IssueCode::not_a_number;
  const auto [scaled, is_cut] = scale(*number, question.decimals);
  if (is_cut && !question.money && question.decimals == 0) return IssueCode::not_whole;
  if (scaled < question.minimum) return IssueCode::below_minimum;
  if (scaled > question.maximum) return IssueCode::above_maximum;
  return static_cast<std::int32_t>(scaled);
}

Result<std::int32_t, IssueCode> read_number_of_person(const Question& question, std::string_view text) noexcept {
  return read_number_by(question, text, [&](std::string_view part) { return parse_number(part, question.money, 0); });
}

}  // namespace

Result<std::int32_t, IssueCode> read_number(const Question& question, std::string_view text,
                                            NumberStyle style) noexcept {
  if (style == NumberStyle::people) return read_number_of_person(question, text);
  const char mark = style == NumberStyle::decimal_point ? '.' : style == NumberStyle::decimal_comma ? ',' : '\0';
  return read_number_by(question, text,
                        [&](std::string_view part) { return parse_program_number(part, question.money, mark); });
}

Result<std::int32_t, IssueCode> read_answer(const Question& question, std::string_view text) noexcept {
  if (question.kind == QuestionKind::number) return read_number_of_person(question, text);
  return read_option(question, text);
}

Result<Applicant, std::vector<Issue>> validate(const Questionnaire& questionnaire,
                                               std::span<const Answer> answers) noexcept {
  std::array<std::optional<std::uint32_t>, kMaxQuestions> answer_of;
  std::vector<Issue> misplaced;
  for (std::uint32_t index = 0; index < answers.size(); ++index) {
    const std::optional<std::size_t> question = find_question(questionnaire, answers[index].question);
    if (!question) {
      misplaced.push_back({IssueCode::unknown_question, index});
    } else if (answer_of[*question]) {
      misplaced.push_back({IssueCode::duplicate_question, index});
    } else {
      answer_of[*question] = index;
    }
  }
  Applicant applicant;
  std::vector<Issue> issues;
  for (std::uint32_t index = 0; index < questionnaire.questions.size(); ++index) {
    const std::string_view text = answer_of[index] ? answers[*answer_of[index]].text : std::string_view{};
    const Result<std::int32_t, IssueCode> value = read_answer(questionnaire.questions[index], text);
    if (value.ok()) {
      applicant.values[index] = value.value();
    } else {
      issues.push_back({value.error(), index});
    }
  }
  issues.insert(issues.end(), misplaced.begin(), misplaced.end());
  if (!issues.empty()) return issues;
  return applicant;
}

}  // namespace prescore
