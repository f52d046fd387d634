// Explanations in decimals: checked against the definition of Shapley values; they add up to the last digit.
#include "explaining/explanation_lines.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <numeric>
#include <sstream>

#include "explaining/rounded_explanation.hpp"
#include "support/naive_forest.hpp"
#include "support/naive_shapley.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, mark);) parts.push_back(part);
  if (text.ends_with(mark)) parts.emplace_back();
  return parts;
}

std::vector<std::vector<std::string>> lines_of(const Programme& programme, const std::vector<Applicant>& applicants) {
  const Explainer explainer(programme.forest, programme.reference);
  const std::optional<ReasonTexts> no_texts;
  std::vector<std::uint64_t> numbers(applicants.size());
  std::iota(numbers.begin(), numbers.end(), std::uint64_t{1});
  const std::vector<std::optional<Issue>> issues(applicants.size());
  const std::vector<std::string> keys;
  std::string lines;
  RowCounts counts;
  ExplanationLines(programme, explainer, no_texts).write({numbers, applicants, issues, keys}, lines, counts);
  std::vector<std::vector<std::string>> cells;
  std::istringstream stream(lines);
  for (std::string line; std::getline(stream, line);) cells.push_back(split(line, ','));
  return cells;
}

std::int64_t millionths(const std::string& cell) { return std::llround(std::stod(cell) * 1e6); }

/// Checks that the contributions of a row are those of the definition, and that they lead from the reference score to
/// the score.
void expect_true(const Programme& programme, const Applicant& applicant, const std::vector<std::string>& cells) {
  const std::size_t questions = programme.questionnaire.questions.size();
  ASSERT_EQ(cells.size(), questions + 8);
  const Features features = encode(programme.questionnaire, programme.encoding, applicant);
  if (features.not_covered != 0) {
    for (std::size_t cell = 4; cell < cells.size(); ++cell) EXPECT_EQ(cells[cell], "");
    return;
  }
  const test::NaiveShapley naive = test::naive_shapley(programme.forest, programme.reference, features);
  const auto scale = static_cast<double>(programme.forest.leaf_scale);
  std::int64_t sum = millionths(cells[4]);
  for (std::size_t question = 0; question < questions; ++question) {
    const std::int64_t contribution = millionths(cells[5 + question]);
    const double defined =
        static_cast<double>(naive.numerators[question]) / static_cast<double>(naive.denominator) / scale;
    EXPECT_LT(std::abs(static_cast<double>(contribution) - defined * 1e6), 1.001 + std::abs(defined) * 1e-6);
    sum += contribution;
  }
  EXPECT_EQ(sum, millionths(cells[5 + questions]));
  const auto score = static_cast<double>(test::naive_score(programme.forest, features.codes));
  EXPECT_LT(std::abs(static_cast<double>(sum) - score / scale * 1e6), 0.501 + std::abs(score / scale) * 1e-6);
}

TEST(ExplanationLines, AreTheDefinitionInDecimalsThatAddUp) {
  test::Random random(31);
  std::size_t compared = 0;
  for (int round = 0; round < 200; ++round) {
    const Programme programme = test::random_programme(random);
    if (std::popcount(test::questions_of(programme.forest)) > 8) continue;
    std::vector<Applicant> applicants;
    applicants.reserve(4);
    for (int row = 0; row < 4; ++row) {
      applicants.push_back(row < 3 ? test::random_covered_applicant(programme, random)
                                   : test::random_applicant(programme, random));
    }
    const auto lines = lines_of(programme, applicants);
    ASSERT_EQ(lines.size(), applicants.size());
    for (std::size_t row = 0; row < lines.size(); ++row) expect_true(programme, applicants[row], lines[row]);
    compared += lines.size();
  }
  EXPECT_GT(compared, 200U);
}

TEST(ExplanationLines, EqualTheSmallProgrammeByHand) {
  // As in ExplainTest: sixths of 450 for the young with work and a high income, against 350.
  Programme programme = test::small_programme();
  programme.forest.leaf_scale = 100;
  const auto cells = lines_of(programme, {test::applicant_of({25, 500'000, 1, 0})});
  const std::vector<std::string> numbers(cells[0].begin() + 4, cells[0].end() - 2);
  EXPECT_EQ(numbers,
            (std::vector<std::string>{"3.500000", "2.333333", "-0.666666", "0.000000", "-0.666667", "4.500000"}));
}

TEST(RoundedExplanation, PutsTheLargestContributionOnEitherSideFirst) {
  Explanation explanation;
  explanation.contributions = {5, -7, 0, 7};
  EXPECT_EQ(strongest_first(explanation, 4), (std::vector<std::size_t>{1, 3, 0, 2}));
}

TEST(RoundedExplanation, WritesDecimalsOfMillionths) {
  EXPECT_EQ(decimal_of(0), "0.000000");
  EXPECT_EQ(decimal_of(0, true), "0.000000");
  EXPECT_EQ(decimal_of(-5), "-0.000005");
  EXPECT_EQ(decimal_of(1'250'000, true), "+1.250000");
  EXPECT_EQ(decimal_of(-12'000'001, true), "-12.000001");
}

}  // namespace
}  // namespace prescore
