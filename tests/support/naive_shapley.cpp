#include "support/naive_shapley.hpp"

#include <bit>
#include <vector>

#include "support/naive_forest.hpp"

namespace prescore::test {
namespace {

/// The sum, over the reference people, of the score of a mixture: the applicant's codes where `coalition` says so.
Wide mixed_score(const Forest& forest, const Reference& reference, const Features& features, QuestionSet coalition) {
  Wide sum = 0;
  for (const ReferenceVector& person : reference.population) {
    std::array<std::uint8_t, kMaxQuestions> codes = person.codes;
    for (std::size_t question = 0; question < codes.size(); ++question) {
      if (((coalition >> question) & 1U) != 0) codes[question] = features.codes[question];
    }
    sum += Wide{person.weight} * naive_score(forest, codes);
  }
  return sum;
}

/// The set of those of `places` whose bit is set in `number`.
QuestionSet coalition_of(const std::vector<std::size_t>& places, std::size_t number) {
  QuestionSet coalition = 0;
  for (std::size_t index = 0; index < places.size(); ++index) {
    if (((number >> index) & 1U) != 0) coalition |= QuestionSet{1} << places[index];
  }
  return coalition;
}

Wide factorial(std::size_t number) { return number < 2 ? 1 : static_cast<Wide>(number) * factorial(number - 1); }

}  // namespace

QuestionSet questions_of(const Forest& forest) {
  QuestionSet asked = 0;
  for (const Tree& tree : forest.trees) {
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
      if (tree.nodes[index].left != index) asked |= QuestionSet{1} << tree.nodes[index].feature;
    }
  }
  return asked;
}

NaiveShapley naive_shapley(const Forest& forest, const Reference& reference, const Features& features) {
  std::vector<std::size_t> places;
  for (std::size_t question = 0; question < kMaxQuestions; ++question) {
    if (((questions_of(forest) >> question) & 1U) != 0) places.push_back(question);
  }
  std::vector<Wide> scores;
  for (std::size_t number = 0; number < std::size_t{1} << places.size(); ++number) {
    scores.push_back(mixed_score(forest, reference, features, coalition_of(places, number)));
  }
  NaiveShapley shapley;
  for (const ReferenceVector& person : reference.population) shapley.denominator += person.weight;
  shapley.denominator = (shapley.denominator - 1) * factorial(places.size());
  for (std::size_t index = 0; index < places.size(); ++index) {
    const std::size_t bit = std::size_t{1} << index;
    for (std::size_t number = 0; number < scores.size(); ++number) {
      if ((number & bit) != 0) continue;
      const auto before = static_cast<std::size_t>(std::popcount(number));
      const Wide orders = factorial(before) * factorial(places.size() - before - 1);
      shapley.numerators[places[index]] += orders * (scores[number | bit] - scores[number]);
    }
  }
  return shapley;
}

}  // namespace prescore::test
