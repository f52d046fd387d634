// Held-out scores must be the means over those trees that did not see the rows, whatever the width of the sums.
#include "trees/out_of_bag.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/random.hpp"
#include "trees/bagging.hpp"

namespace prescore {
namespace {

TEST(OutOfBag, IsTheMeanOverTheRowsThatWereLeftOut) {
  OutOfBag<std::uint32_t> first(2);
  OutOfBag<std::uint32_t> second(2);
  first.add_tree({{{1, 0}, {2, 0}}}, {100, 4'000});
  second.add_tree({{{3, 0}, {0, 5}}}, {300, 1'000});
  first.add(second);
  const HeldOutScores scores = first.scores(10);
  EXPECT_FLOAT_EQ(scores[0][0], 2'500.0F);
  EXPECT_FLOAT_EQ(scores[0][1], 1'000.0F);
  EXPECT_TRUE(std::isnan(scores[1][0]));
  EXPECT_FLOAT_EQ(scores[1][1], 10'000.0F);
}

/// Cells of two features; the risk rises with the first. One of them holds `most` rows of each outcome.
HeldOutScores held_out_scores(std::uint32_t most, std::uint32_t trees, std::vector<OutcomeCounts>& counts) {
  test::Random random(31);
  Cells cells;
  cells.features = 2;
  cells.code_counts = {10, 4};
  cells.missing_seen = {false, false};
  for (std::uint8_t cell = 0; cell < 40; ++cell) {
    cells.codes.insert(cells.codes.end(),
                       {static_cast<std::uint8_t>(1 + cell % 10), static_cast<std::uint8_t>(1 + cell / 10)});
    counts.push_back({20, 2U * (cell % 10U)});
  }
  counts[4] = {most, most};
  TrainingSettings settings;
  settings.trees = trees;
  settings.leaf_rows = 5;
  settings.features_per_split = 2;
  settings.directions.assign(2, RiskDirection::free);
  HeldOutScores scores;
  static_cast<void>(grow_bagged(cells, counts, settings, {3, 2, false}, &scores));
  return scores;
}

TEST(OutOfBag, DoesNotOverflowWhereOneCellHoldsMostRows) {
  constexpr std::uint32_t kTrees = 20;
  // Some 736,000 rows are left out of each tree, each with up to 4,096: far more than 2^32 in all.
  std::vector<OutcomeCounts> counts;
  const HeldOutScores scores = held_out_scores(2'000'000, kTrees, counts);
  const float whole = static_cast<float>(kRiskScale) * kTrees;
  EXPECT_NEAR(scores[4][0] / whole, 0.5F, 0.02F);
  EXPECT_NEAR(scores[4][1] / whole, 0.5F, 0.02F);
}

}  // namespace
}  // namespace prescore
