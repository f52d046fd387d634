// Contributions against the definition of Shapley values, summed over all coalitions: equal to the last digit.
#include "prescore/explain.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <initializer_list>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "prescore/check.hpp"
#include "support/naive_forest.hpp"
#include "support/naive_shapley.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::applicant_of;
using test::small_programme;
using test::Wide;

std::int64_t sum_of(const Explanation& explanation) {
  return std::accumulate(explanation.contributions.begin(), explanation.contributions.end(), std::int64_t{0});
}

TEST(Explain, TakesTheSmallProgrammeApartAsByHand) {
  // Against two people of 40 with work and a middle income, and one of 60 without work and a high income, all with a
  // score of 350: youth adds 100 or 300 to the first two, depending on whether the income was revealed before, and 300
  // to the third; the higher income takes 200 from the first two if it comes first; work takes 200 from the third.
  const Programme programme = small_programme();
  Explainer explainer(programme.forest, programme.reference);
  const Explanation explanation =
      explainer.explain(encode(programme.questionnaire, programme.encoding, applicant_of({25, 500'000, 1, 0})));
  EXPECT_EQ(explanation.denominator, 6);
  EXPECT_EQ(explanation.reference_score, 350 * 6);
  EXPECT_EQ(explanation.score, 450 * 6);
  EXPECT_EQ(explanation.contributions[test::kAge], 1400);
  EXPECT_EQ(explanation.contributions[test::kIncome], -400);
  EXPECT_EQ(explanation.contributions[test::kEducation], 0);
  EXPECT_EQ(explanation.contributions[test::kJob], -400);
}

TEST(Explain, EqualsTheDefinitionOnRandomProgrammes) {
  test::Random random(21);
  int compared = 0;
  for (int round = 0; round < 600; ++round) {
    const Programme programme = test::random_programme(random);
    if (std::popcount(test::questions_of(programme.forest)) > 8) continue;
    ASSERT_FALSE(check(programme));
    Explainer explainer(programme.forest, programme.reference);
    for (int row = 0; row < 3; ++row) {
      const Features features = test::random_features(programme, random);
      const Explanation explanation = explainer.explain(features);
      const test::NaiveShapley expected = test::naive_shapley(programme.forest, programme.reference, features);
      for (std::size_t question = 0; question < kMaxQuestions; ++question) {
        ASSERT_TRUE(Wide{explanation.contributions[question]} * expected.denominator ==
                    expected.numerators[question] * explanation.denominator)
            << "round " << round << ", question " << question;
      }
      ++compared;
    }
  }
  EXPECT_GT(compared, 300);
}

TEST(Explain, SumsToScoreMinusReferenceScoreOnRandomProgrammes) {
  test::Random random(22);
  for (int round = 0; round < 500; ++round) {
    const Programme programme = test::random_programme(random);
    Explainer explainer(programme.forest, programme.reference);
    for (int row = 0; row < 20; ++row) {
      const Features features = test::random_features(programme, random);
      const Explanation explanation = explainer.explain(features);
      ASSERT_EQ(sum_of(explanation), explanation.score - explanation.reference_score);
      ASSERT_TRUE(Wide{explanation.score} ==
                  Wide{explanation.denominator} * test::naive_score(programme.forest, features.codes));
    }
  }
}

TEST(Explain, GivesNothingToAnybodyWhereTheForestIsALeaf) {
  Programme programme = small_programme();
  Tree leaf;
  leaf.nodes.push_back({});
  leaf.values.push_back(7);
  programme.forest.trees = {leaf};
  Explainer explainer(programme.forest, programme.reference);
  const Explanation explanation = explainer.explain(Features{});
  EXPECT_EQ(explanation.score, 7 * explanation.denominator);
  EXPECT_EQ(explanation.reference_score, explanation.score);
  EXPECT_EQ(sum_of(explanation), 0);
}

TEST(Explain, GivesNothingToAQuestionThatNoTreeAsks) {
  test::Random random(23);
  for (int round = 0; round < 200; ++round) {
    const Programme programme = test::random_programme(random);
    Explainer explainer(programme.forest, programme.reference);
    const Explanation explanation = explainer.explain(test::random_features(programme, random));
    for (std::size_t question = 0; question < kMaxQuestions; ++question) {
      if (((test::questions_of(programme.forest) >> question) & 1U) != 0) continue;
      ASSERT_EQ(explanation.contributions[question], 0);
    }
  }
}

TEST(Explain, GivesNothingToSomeoneLikeTheOnlyReferencePerson) {
  test::Random random(24);
  for (int round = 0; round < 200; ++round) {
    Programme programme = test::random_programme(random);
    programme.reference.population.resize(1);
    Explainer explainer(programme.forest, programme.reference);
    Features features;
    features.codes = programme.reference.population[0].codes;
    const Explanation explanation = explainer.explain(features);
    ASSERT_EQ(explanation.score, explanation.reference_score);
    for (const std::int64_t contribution : explanation.contributions) ASSERT_EQ(contribution, 0);
  }
}

/// One chain that asks `questions` questions, each of which sends code 1 to a leaf of 0; its last leaf is worth
/// `value`.
Forest chain_of(std::uint8_t questions, std::int32_t value) {
  std::vector<Node> nodes = {test::leaf(0)};
  for (std::uint8_t question = 0; question < questions; ++question) {
    const auto left = static_cast<std::uint32_t>(nodes.size());
    nodes.back() = test::split(question, 1, 0, left);
    nodes.push_back(test::leaf(left));
    nodes.push_back(test::leaf(left + 1));
  }
  std::vector<std::int32_t> values(nodes.size(), 0);
  values.back() = value;
  return {1, {test::tree_of(std::move(nodes), std::move(values))}};
}

/// The contributions to a chain's score of someone with code 2 at the questions `own` and 1 elsewhere, against someone
/// of whom the opposite holds at the first `questions`.
Explanation explain_chain(std::uint8_t questions, std::int32_t value, QuestionSet own) {
  const Forest forest = chain_of(questions, value);
  Reference reference;
  ReferenceVector& person = reference.population.emplace_back();
  Features features;
  for (std::size_t question = 0; question < questions; ++question) {
    const bool is_own = ((own >> question) & 1U) != 0;
    features.codes[question] = is_own ? std::uint8_t{2} : std::uint8_t{1};
    person.codes[question] = is_own ? std::uint8_t{1} : std::uint8_t{2};
  }
  return Explainer(forest, reference).explain(features);
}

TEST(Explain, SharesOutEquallyWhatAllQuestionsDoTogether) {
  for (const std::uint8_t questions : std::initializer_list<std::uint8_t>{1, 2, 6, 7, 32}) {
    const auto all = static_cast<QuestionSet>((std::uint64_t{1} << questions) - 1);
    const Explanation raised = explain_chain(questions, 1, all);
    const Explanation lowered = explain_chain(questions, 1, 0);
    EXPECT_EQ(raised.score - raised.reference_score, raised.denominator);
    for (std::size_t question = 0; question < questions; ++question) {
      EXPECT_EQ(raised.contributions[question] * questions, raised.denominator) << int{questions};
      EXPECT_EQ(lowered.contributions[question] * questions, -lowered.denominator) << int{questions};
    }
  }
}

TEST(Explain, WeighsTheMostQuestionsOnBothSides) {
  // The leaf is reached once all 16 even questions are revealed and no odd one: 15! 16! / 32! of all orders.
  const Explanation explanation = explain_chain(32, 3, 0x55555555U);
  constexpr std::int64_t kOrders = 32LL * 300'540'195;
  EXPECT_EQ(explanation.denominator % kOrders, 0);
  for (std::size_t question = 0; question < 32; ++question) {
    const std::int64_t sign = question % 2 == 0 ? 1 : -1;
    EXPECT_EQ(explanation.contributions[question], sign * 3 * (explanation.denominator / kOrders)) << question;
  }
}

TEST(ShapleyScale, CountsNoQuestionThatATreeDoesNotAsk) {
  const Forest forest = {1, {test::tree_of({test::split(3, 1, 0, 1), test::leaf(1), test::leaf(2)}, {0, 1, 2})}};
  EXPECT_EQ(shapley_scale(forest), 1);
}

TEST(ShapleyScale, IsTheLeastCommonMultipleUpToTheQuestionsOnOneWay) {
  Forest forest;
  forest.trees = {test::tree_of({test::leaf(0)}, {5})};
  EXPECT_EQ(shapley_scale(forest), 1);
  // A chain of 14 questions, with the first asked again at its end.
  std::vector<Node> nodes = {test::leaf(0)};
  for (std::uint8_t question = 0; question < 15; ++question) {
    const auto left = static_cast<std::uint32_t>(nodes.size());
    nodes.back() = test::split(question % 14, 1, 0, left);
    nodes.push_back(test::leaf(left));
    nodes.push_back(test::leaf(left + 1));
  }
  forest.trees.push_back(test::tree_of(nodes, std::vector<std::int32_t>(nodes.size(), 1)));
  EXPECT_EQ(shapley_scale(forest), 360'360);
}

TEST(ShapleyScale, CountsTheQuestionsOfAPathNotOfTheTree) {
  Forest forest;
  // Question 0, and below it question 1 on the left and question 2 on the right.
  forest.trees = {test::tree_of({test::split(0, 1, 0, 1), test::split(1, 1, 0, 3), test::split(2, 1, 0, 5),
                                 test::leaf(3), test::leaf(4), test::leaf(5), test::leaf(6)},
                                {0, 0, 0, 1, 2, 3, 4})};
  EXPECT_EQ(shapley_scale(forest), 2);
}

/// So many splits of question 0, each of which sends code 1 to a leaf of its own. All leaves but that of the first
/// split are worth `value`.
Tree comb_of(std::uint32_t splits, std::int32_t value) {
  std::vector<Node> nodes = {test::leaf(0)};
  for (std::uint32_t split = 0; split < splits; ++split) {
    const auto left = static_cast<std::uint32_t>(nodes.size());
    nodes.back() = test::split(0, 1, 0, left);
    nodes.push_back(test::leaf(left));
    nodes.push_back(test::leaf(left + 1));
  }
  std::vector<std::int32_t> values(nodes.size(), value);
  values[1] = 7;
  return test::tree_of(std::move(nodes), std::move(values));
}

TEST(Explain, FollowsADeepChainWithoutRecursion) {
  // No stack would hold 200,000 calls.
  const Forest forest{1, {comb_of(200'000, 0)}};
  Reference reference;
  reference.population.emplace_back().codes[0] = 2;
  Explainer explainer(forest, reference);
  Features features;
  features.codes[0] = 1;
  EXPECT_EQ(explainer.explain(features).contributions[0], 7);
}

TEST(Explain, DoesNotAddUpLeavesThatNobodyReaches) {
  // 200,000 leaves of almost 2^31 for 2^16 people: their sum needs 65 bits. A sanitizer notices a signed one.
  Programme programme = small_programme();
  programme.forest = {1, {comb_of(200'000, std::numeric_limits<std::int32_t>::max())}};
  programme.reference.population.resize(1);
  ReferenceVector& person = programme.reference.population[0];
  person.weight = kMaxReferenceWeight;
  person.codes[0] = 1;
  ASSERT_FALSE(check(programme));
  Features features;
  features.codes = person.codes;
  const Explanation explanation = Explainer(programme.forest, programme.reference).explain(features);
  EXPECT_EQ(explanation.score, std::int64_t{7} * kMaxReferenceWeight);
  EXPECT_EQ(explanation.contributions[0], 0);
}

}  // namespace
}  // namespace prescore
