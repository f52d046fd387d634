#include "prescore/validate.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <optional>

#include "number_text.hpp"

namespace prescore {
namespace {

/// Larger than any scaled value; digits beyond it cannot change a verdict.
constexpr std::int64_t kSaturated = std::int64_t{1} << 40;

/// `scaled` followed by `digits`, skipping what stands between them.
std::int64_t append_digits(std::int64_t scaled, std::string_view digits) noexcept {
  for (const char character : digits) {
    if (character < '0' || character > '9') continue;
    scaled = scaled * 10 + (character - '0');
    if (scaled > kSaturated) scaled = kSaturated;
  }
  return scaled;
}

bool only_zeros(std::string_view digits) noexcept { return digits.find_first_not_of('0') == std::string_view::npos; }

std::int64_t scale(const DecimalText& number, std::uint8_t decimals) noexcept {
  std::int64_t scaled = append_digits(0, number.whole);
  for (std::size_t place = 0; place < decimals; ++place) {
    const bool given = place < number.fraction.size();
    scaled = append_digits(scaled, given ? number.fraction.substr(place, 1) : "0");
  }
  return number.negative ? -scaled : scaled;
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

}  // namespace

Result<std::int32_t, IssueCode> read_number(const Question& question, std::string_view text,
                                            NumberStyle style) noexcept {
  text = trim(text);
  if (text.empty()) return IssueCode::missing_answer;
  const std::optional<DecimalText> number =
      style == NumberStyle::plain ? parse_plain(text)
                                  : parse_written(without_unit(text, question.unit_words), question.money);
  if (!number) return IssueCode::not_a_number;
  const bool drops_digits = question.money || question.decimals > 0;
  if (!drops_digits && !only_zeros(number->fraction)) return IssueCode::not_whole;
  const std::int64_t scaled = scale(*number, question.decimals);
  if (scaled < question.minimum) return IssueCode::below_minimum;
  if (scaled > question.maximum) return IssueCode::above_maximum;
  return static_cast<std::int32_t>(scaled);
}

Result<std::int32_t, IssueCode> read_answer(const Question& question, std::string_view text) noexcept {
  if (question.kind == QuestionKind::number) return read_number(question, text, NumberStyle::people);
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
