#include "prescore/plain_values.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "number_text.hpp"

namespace prescore {
namespace {

/// Without the blanks around it, as cells of data files are compared.
std::string_view trimmed(std::string_view text) noexcept {
  const auto is_space = [](char character) { return character == ' ' || (character >= '\t' && character <= '\r'); };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool has_cell(const Question& question, const Option& option, std::string_view text) noexcept {
  if (question.columns.size() != 1) return false;
  for (const std::vector<std::string>& cells : option.rows_of_cells) {
    if (trimmed(cells.front()) == text) return true;
  }
  return false;
}

/// Words are compared as data files' are: without case and the blanks around them.
bool is_missing_word(const Questionnaire& questionnaire, std::string_view text) noexcept {
  if (!questionnaire.missing_words) return false;
  const std::string word = known_word(text);
  for (const std::string& one : *questionnaire.missing_words) {
    if (!word.empty() && known_word(one) == word) return true;
  }
  return false;
}

/// The option that `text` names or is a cell of; nothing where there is none, unknown_option where there are two.
std::optional<Result<std::int32_t, IssueCode>> find_option(const Question& question, std::string_view text) noexcept {
  std::optional<std::int32_t> found;
  for (std::size_t option = 0; option < question.options.size(); ++option) {
    const bool is_meant = question.options[option].id == text || has_cell(question, question.options[option], text);
    if (!is_meant) continue;
    if (found) return IssueCode::unknown_option;
    found = static_cast<std::int32_t>(option);
  }
  if (!found) return std::nullopt;
  return *found;
}

Result<std::int32_t, IssueCode> any_other_option(const Question& question) noexcept {
  for (std::size_t option = 0; option < question.options.size() && question.columns.size() == 1; ++option) {
    if (question.options[option].any_other) return static_cast<std::int32_t>(option);
  }
  return IssueCode::unknown_option;
}

}  // namespace

Result<std::int32_t, IssueCode> read_plain_value(const Questionnaire& questionnaire, std::size_t index,
                                                 std::string_view text) noexcept {
  const Question& question = questionnaire.questions[index];
  if (is_blank(text)) return kMissing;
  if (question.kind == QuestionKind::number) {
    if (is_missing_word(questionnaire, text)) return kMissing;
    return read_number(question, text, NumberStyle::decimal_point);
  }
  const std::string_view cell = trimmed(text);
  if (const auto option = find_option(question, cell)) return *option;
  return is_missing_word(questionnaire, cell) ? kMissing : any_other_option(question);
}

Result<Applicant, MixedIssues> validate_mixed(const Questionnaire& questionnaire, std::span<const Answer> answers,
                                              std::span<const PlainValue> values) noexcept {
  const Result<Applicant, std::vector<Issue>> answered = validate(questionnaire, answers);
  Applicant applicant = answered.ok() ? answered.value() : Applicant{};
  MixedIssues issues;
  if (!answered.ok()) issues.answers = answered.error();
  std::array<bool, kMaxQuestions> is_known{};
  std::vector<Issue> repeated;
  for (std::uint32_t place = 0; place < values.size(); ++place) {
    const auto& questions = questionnaire.questions;
    const auto asked = std::find_if(questions.begin(), questions.end(),
                                    [&](const Question& question) { return question.id == values[place].question; });
    if (asked == questions.end() || asked->from != AnswerSource::client_data) continue;
    const auto index = static_cast<std::uint32_t>(asked - questions.begin());
    if (is_known[index]) {
      repeated.push_back({IssueCode::duplicate_question, place});
      continue;
    }
    is_known[index] = true;
    const Result<std::int32_t, IssueCode> value = read_plain_value(questionnaire, index, values[place].text);
    if (value.ok()) {
      applicant.values[index] = value.value();
    } else {
      issues.values.push_back({value.error(), index});
    }
  }
  std::sort(issues.values.begin(), issues.values.end(),
            [](const Issue& one, const Issue& other) { return one.index < other.index; });
  issues.values.insert(issues.values.end(), repeated.begin(), repeated.end());
  if (!issues.answers.empty() || !issues.values.empty()) return issues;
  return applicant;
}

}  // namespace prescore
