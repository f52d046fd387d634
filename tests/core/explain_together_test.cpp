// Rows that are explained in one call, by both ways of explain.cpp.
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "prescore/explain.hpp"
#include "support/naive_shapley.hpp"
#include "support/random.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::Wide;

/// Six questions, 12 full trees of that many splits on every path, 16 reference people. With few splits `Explainer`
/// adds up the leaves, with many it walks (explain.cpp, steps 3 and 4).
Programme full_programme(test::Random& random, std::uint32_t depth) {
  Programme programme;
  for (int count = 0; count < 12; ++count) {
    const std::uint32_t first_leaf = (1U << depth) - 1;
    std::vector<Node> nodes;
    std::vector<std::int32_t> values;
    for (std::uint32_t index = 0; index < 2 * first_leaf + 1; ++index) {
      const bool splits = index < first_leaf;
      const auto question = static_cast<std::uint8_t>(random.below(6));
      const auto first = static_cast<std::uint8_t>(random.below(2));
      const auto span = static_cast<std::uint8_t>(random.below(6));
      nodes.push_back(splits ? test::split(question, first, span, 2 * index + 1) : test::leaf(index));
      values.push_back(splits ? 0 : static_cast<std::int32_t>(random.between(-1000, 1000)));
    }
    programme.forest.trees.push_back(test::tree_of(std::move(nodes), std::move(values)));
  }
  for (int person = 0; person < 16; ++person) {
    programme.reference.population.emplace_back().weight = static_cast<std::uint32_t>(random.between(1, 9));
    for (std::size_t question = 0; question < 6; ++question) {
      programme.reference.population.back().codes[question] = static_cast<std::uint8_t>(random.below(9));
    }
  }
  return programme;
}

TEST(Explain, ExplainsRowsTogetherAsEachAlone) {
  test::Random random(27);
  for (const std::uint32_t depth : {3U, 9U}) {
    const Programme programme = full_programme(random, depth);
    const Explainer explainer(programme.forest, programme.reference);
    std::vector<Features> rows(50);
    for (Features& row : rows) {
      for (std::size_t question = 0; question < 6; ++question) {
        row.codes[question] = static_cast<std::uint8_t>(random.below(9));
      }
    }
    // What was there before must not show.
    std::vector<Explanation> together(rows.size(), explainer.explain(rows[0]));
    explainer.explain(rows, together);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const Explanation alone = explainer.explain(rows[row]);
      ASSERT_EQ(together[row].contributions, alone.contributions) << "depth " << depth << ", row " << row;
      ASSERT_EQ(together[row].score, alone.score);
      ASSERT_EQ(together[row].reference_score, alone.reference_score);
      ASSERT_EQ(together[row].denominator, alone.denominator);
    }
    const test::NaiveShapley defined = test::naive_shapley(programme.forest, programme.reference, rows.back());
    for (std::size_t question = 0; question < 6; ++question) {
      ASSERT_TRUE(Wide{together.back().contributions[question]} * defined.denominator ==
                  defined.numerators[question] * together.back().denominator);
    }
  }
}

}  // namespace
}  // namespace prescore
