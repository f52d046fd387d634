#include <cstddef>
#include <optional>
#include <string>

#include "check_rules.hpp"
#include "prescore/applicant.hpp"
#include "prescore/check.hpp"

namespace prescore {
namespace {

using Code = ModelErrorCode;

std::optional<Code> judge_number(const Question& question) noexcept {
  if (question.columns.size() != 1 || !question.options.empty()) return Code::inconsistent_count;
  if (!is_name(question.unit)) return Code::malformed_name;
  for (const std::string& word : question.unit_words) {
    if (word.empty()) return Code::malformed_name;
  }
  if (question.decimals > 9 || question.minimum == kMissing || question.minimum > question.maximum) {
    return Code::out_of_range;
  }
  return std::nullopt;
}

std::optional<Code> judge_choice(const Question& question) noexcept {
  if (question.columns.empty()) return Code::inconsistent_count;
  if (question.options.size() < 2 || question.options.size() > kMaxOptions) return Code::inconsistent_count;
  for (std::size_t index = 0; index < question.options.size(); ++index) {
    if (const auto code = judge_id(question.options, index)) return code;
    for (const auto& cells : question.options[index].rows_of_cells) {
      if (cells.size() != question.columns.size()) return Code::inconsistent_count;
    }
    if (question.options[index].rows_of_cells.empty() && !question.options[index].any_other) {
      return Code::inconsistent_count;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<ModelError> check_questionnaire(const Questionnaire& questionnaire) noexcept {
  const auto& questions = questionnaire.questions;
  if (questions.empty() || questions.size() > kMaxQuestions) {
    return refuse(Code::inconsistent_count, Section::questionnaire, questions.size());
  }
  for (std::size_t index = 0; index < questions.size(); ++index) {
    std::optional<Code> code = judge_id(questions, index);
    if (!code) {
      const bool number = questions[index].kind == QuestionKind::number;
      code = number ? judge_number(questions[index]) : judge_choice(questions[index]);
    }
    if (code) return refuse(*code, Section::questionnaire, index);
  }
  return std::nullopt;
}

}  // namespace prescore
