// The forest's fixed-depth loop against the naive recursive walk, bit for bit.
#include "prescore/forest.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>

#include "support/naive_forest.hpp"
#include "support/random_programme.hpp"
#include "support/small_programme.hpp"

namespace prescore {
namespace {

using test::leaf;
using test::split;
using test::tree_of;

Forest forest_of(std::vector<Tree> trees) { return {1, std::move(trees)}; }

TEST(Forest, AddsTheLeafOfATreeWithoutSplits) {
  const Forest forest = forest_of({tree_of({leaf(0)}, {-7}), tree_of({leaf(0)}, {40})});
  const std::array<std::uint8_t, kMaxQuestions> codes{};
  EXPECT_EQ(forest.score(codes), 33);
  EXPECT_EQ(forest.questions_asked(codes), 0U);
}

TEST(Forest, SendsMissingCodesWhereTheSplitSays) {
  const Tree missing_right = tree_of({split(0, 1, 2, 1), leaf(1), leaf(2)}, {0, 10, 20});
  const Tree missing_left = tree_of({split(0, 0, 3, 1), leaf(1), leaf(2)}, {0, 100, 200});
  const Forest forest = forest_of({missing_right, missing_left});
  const int expected[] = {120, 110, 110, 110, 220, 220};
  for (std::uint8_t code = 0; code < 6; ++code) {
    EXPECT_EQ(forest.score(std::array<std::uint8_t, 1>{code}), expected[code]) << int{code};
  }
}

TEST(Forest, WaitsAtAShallowLeafOfADeepTree) {
  const Tree chain =
      tree_of({split(0, 1, 0, 1), leaf(1), split(0, 1, 1, 3), leaf(3), split(0, 1, 2, 5), leaf(5), leaf(6)},
              {0, 1, 0, 2, 0, 3, 4});
  EXPECT_EQ(chain.depth, 3U);
  for (std::uint8_t code = 1; code <= 4; ++code) {
    EXPECT_EQ(forest_of({chain}).score(std::array<std::uint8_t, 1>{code}), code);
  }
}

TEST(Forest, ReachesTheEndsOfInt32) {
  constexpr std::int32_t kHigh = std::numeric_limits<std::int32_t>::max();
  const std::array<std::uint8_t, 1> codes{};
  EXPECT_EQ(forest_of({tree_of({leaf(0)}, {kHigh - 5}), tree_of({leaf(0)}, {5})}).score(codes), kHigh);
  EXPECT_EQ(forest_of({tree_of({leaf(0)}, {5 - kHigh}), tree_of({leaf(0)}, {-5})}).score(codes), -kHigh);
}

TEST(Forest, NamesOnlyTheQuestionsOnTheWay) {
  const Tree tree =
      tree_of({split(0, 1, 0, 1), split(3, 1, 0, 3), split(31, 1, 0, 5), leaf(3), leaf(4), leaf(5), leaf(6)},
              {0, 0, 0, 1, 2, 3, 4});
  std::array<std::uint8_t, kMaxQuestions> codes{};
  codes.fill(1);
  EXPECT_EQ(forest_of({tree}).questions_asked(codes), 0b1001U);
  codes[0] = 2;
  EXPECT_EQ(forest_of({tree}).questions_asked(codes), 1U | (1U << 31U));
}

TEST(Forest, EqualsTheNaiveWalkOnRandomForests) {
  test::Random random(2);
  for (int round = 0; round < 400; ++round) {
    const Programme programme = test::random_programme(random);
    for (int row = 0; row < 50; ++row) {
      const Features features = test::random_features(programme, random);
      ASSERT_EQ(programme.forest.score(features.codes), test::naive_score(programme.forest, features.codes));
      ASSERT_EQ(programme.forest.questions_asked(features.codes),
                test::naive_questions_asked(programme.forest, features.codes));
    }
  }
}

TEST(Forest, RandomForestsAreWorthComparing) {
  test::Random random(2);
  std::size_t deepest = 0;
  std::size_t asked_on_missing = 0;
  for (int round = 0; round < 400; ++round) {
    const Programme programme = test::random_programme(random);
    for (const Tree& tree : programme.forest.trees) deepest = std::max<std::size_t>(deepest, tree.depth);
    const Features features = test::random_features(programme, random);
    const QuestionSet asked = programme.forest.questions_asked(features.codes);
    for (std::size_t index = 0; index < kMaxQuestions; ++index) {
      if (((asked >> index) & 1U) != 0 && features.codes[index] == kMissingCode) ++asked_on_missing;
    }
  }
  EXPECT_GE(deepest, 8U);
  EXPECT_GE(asked_on_missing, 50U);
}

TEST(MeasureDepth, CountsSplitsOnTheLongestWay) {
  Tree tree = tree_of({leaf(0)}, {1});
  EXPECT_EQ(tree.depth, 0U);
  tree = tree_of({split(0, 1, 0, 1), leaf(1), leaf(2)}, {0, 1, 2});
  EXPECT_EQ(tree.depth, 1U);
  tree.depth = 99;
  measure_depth(tree);
  EXPECT_EQ(tree.depth, 1U);
}

}  // namespace
}  // namespace prescore
