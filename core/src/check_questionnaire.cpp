#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "check_rules.hpp"
#include "prescore/applicant.hpp"
#include "prescore/check.hpp"

namespace prescore {
namespace {

using Code = ModelErrorCode;

std::optional<Code> judge_words(const Question& question) noexcept {
  for (const std::string& word : question.unit_words) {
    if (word.empty()) return Code::malformed_name;
  }
  for (const ScaleWord& word : question.scale_words) {
    if (word.word.empty()) return Code::malformed_name;
    if (word.power < 1 || word.power > kMaxScalePower) return Code::out_of_range;
  }
  return std::nullopt;
}

std::optional<Code> judge_number(const Question& question, bool has_data) noexcept {
  if (question.columns.size() != (has_data ? 1U : 0U) || !question.options.empty()) return Code::inconsistent_count;
  if (!is_name(question.unit)) return Code::malformed_name;
  if (const auto code = judge_words(question)) return code;
  if (question.decimals > 9 || question.minimum == kMissing || question.minimum > question.maximum ||
      std::max(question.plausible_minimum, question.minimum) > std::min(question.plausible_maximum, question.maximum)) {
    return Code::out_of_range;
  }
  return std::nullopt;
}

/// Only the bank's values have an age.
bool has_fitting_age(const Question& question) noexcept {
  return question.maximum_age_days <= (question.from == AnswerSource::client_data ? kMaxAgeDays : 0);
}

/// An option has rows of as many cells as there are columns; none where it means any other value, or without data.
bool has_fitting_cells(const Option& option, std::size_t columns) noexcept {
  for (const auto& cells : option.rows_of_cells) {
    if (cells.size() != columns) return false;
  }
  return columns == 0 ? option.rows_of_cells.empty() && !option.any_other
                      : option.any_other || !option.rows_of_cells.empty();
}

std::optional<Code> judge_choice(const Question& question, bool has_data) noexcept {
  if (question.columns.empty() == has_data) return Code::inconsistent_count;
  if (question.options.size() < 2 || question.options.size() > kMaxOptions) return Code::inconsistent_count;
  bool has_any_other = false;
  for (std::size_t index = 0; index < question.options.size(); ++index) {
    if (const auto code = judge_id(question.options, index)) return code;
    const Option& option = question.options[index];
    if (!has_fitting_cells(option, question.columns.size())) return Code::inconsistent_count;
    if (option.any_other && has_any_other) return Code::inconsistent_count;
    has_any_other = has_any_other || option.any_other;
  }
  return std::nullopt;
}

}  // namespace

bool Questionnaire::asks_the_bank() const noexcept {
  for (const Question& question : questions) {
    if (question.from == AnswerSource::client_data) return true;
  }
  return false;
}

std::optional<ModelError> check_questionnaire(const Questionnaire& questionnaire) noexcept {
  const auto& questions = questionnaire.questions;
  if (questions.empty() || questions.size() > kMaxQuestions) {
    return refuse(Code::inconsistent_count, Section::questionnaire, questions.size());
  }
  const bool has_data = questionnaire.has_data();
  for (std::size_t index = 0; index < questions.size(); ++index) {
    std::optional<Code> code = judge_id(questions, index);
    if (!code) {
      const bool number = questions[index].kind == QuestionKind::number;
      code = number ? judge_number(questions[index], has_data) : judge_choice(questions[index], has_data);
    }
    if (!code && !has_fitting_age(questions[index])) code = Code::out_of_range;
    if (code) return refuse(*code, Section::questionnaire, index);
  }
  return std::nullopt;
}

}  // namespace prescore
