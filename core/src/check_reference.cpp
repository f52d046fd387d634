#include "check_reference.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>

#include "check_rules.hpp"

namespace prescore {
namespace {

using Code = ModelErrorCode;

bool is_possible(const Question& question, const FeatureEncoding& feature, std::int32_t answer) noexcept {
  if (question.kind == QuestionKind::number) return feature.minimum_seen <= answer && answer <= feature.maximum_seen;
  if (answer < 0 || static_cast<std::size_t>(answer) >= question.options.size()) return false;
  return feature.option_codes[static_cast<std::size_t>(answer)] != 0;
}

std::optional<ModelError> check_answers(const Programme& programme) noexcept {
  const auto& answers = programme.reference.answers;
  const auto& questions = programme.questionnaire.questions;
  if (answers.size() != questions.size()) return refuse(Code::inconsistent_count, Section::reference, answers.size());
  for (std::size_t index = 0; index < answers.size(); ++index) {
    if (!is_possible(questions[index], programme.encoding[index], answers[index])) {
      return refuse(Code::out_of_range, Section::reference, index);
    }
  }
  return std::nullopt;
}

bool has_possible_codes(const Programme& programme, const ReferenceVector& vector) noexcept {
  const auto& questions = programme.questionnaire.questions;
  for (std::size_t index = 0; index < vector.codes.size(); ++index) {
    if (index >= questions.size()) {
      if (vector.codes[index] != 0) return false;
      continue;
    }
    const FeatureEncoding& feature = programme.encoding[index];
    if (vector.codes[index] == kMissingCode ? !feature.missing_seen
                                            : vector.codes[index] > code_count(questions[index], feature)) {
      return false;
    }
  }
  return true;
}

/// The largest distance from zero that the forest's score can have; `check_forest` keeps it within 31 bits.
std::int64_t largest_score(const Forest& forest) noexcept {
  std::int64_t sum = 0;
  for (const Tree& tree : forest.trees) sum += largest_leaf(tree);
  return sum;
}

/// No sum of an explanation exceeds twice the largest score; a factor of two is kept in reserve.
bool fits(const Forest& forest, std::int64_t weight) noexcept {
  const std::int64_t room = std::numeric_limits<std::int64_t>::max() / 4 / shapley_scale(forest);
  return largest_score(forest) * weight <= room;
}

std::optional<ModelError> check_population(const Programme& programme) noexcept {
  const auto& population = programme.reference.population;
  const std::size_t questions = programme.questionnaire.questions.size();
  if (population.empty() || population.size() > kMaxReferenceVectors) {
    return refuse(Code::inconsistent_count, Section::reference, questions + population.size());
  }
  std::int64_t weight = 0;
  for (std::size_t index = 0; index < population.size(); ++index) {
    weight += population[index].weight;
    if (population[index].weight == 0 || weight > kMaxReferenceWeight) {
      return refuse(Code::inconsistent_count, Section::reference, questions + index);
    }
    if (!has_possible_codes(programme, population[index]))
      return refuse(Code::out_of_range, Section::reference, questions + index);
  }
  if (!fits(programme.forest, weight)) return refuse(Code::sum_overflow, Section::reference, questions);
  std::size_t nodes = 0;
  for (const Tree& tree : programme.forest.trees) nodes += tree.nodes.size();
  if (nodes > kMaxExplainedPairs / population.size()) return refuse(Code::too_large, Section::reference, questions);
  return std::nullopt;
}

}  // namespace

std::optional<ModelError> check_reference(const Programme& programme) noexcept {
  if (auto error = check_answers(programme)) return error;
  return check_population(programme);
}

}  // namespace prescore
