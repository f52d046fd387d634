#include "prescore/encoding.hpp"

#include <algorithm>
#include <cstddef>

#include "answer_code.hpp"

namespace prescore {

Features encode(const Questionnaire& questionnaire, const Encoding& encoding, const Applicant& applicant) noexcept {
  Features features;
  for (std::size_t index = 0; index < questionnaire.questions.size(); ++index) {
    const Question& question = questionnaire.questions[index];
    const std::int32_t value = applicant.values[index];
    features.codes[index] = code_of(question, encoding[index], value);
    if (!is_covered(question, encoding[index], value)) features.not_covered |= QuestionSet{1} << index;
  }
  return features;
}

std::size_t code_count(const Question& question, const FeatureEncoding& encoding) noexcept {
  if (question.kind == QuestionKind::number) return encoding.cuts.size() + 1;
  const auto largest = std::max_element(encoding.option_codes.begin(), encoding.option_codes.end());
  return largest == encoding.option_codes.end() ? 0 : *largest;
}

}  // namespace prescore
