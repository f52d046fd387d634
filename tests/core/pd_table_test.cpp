// Scores to probabilities: knots, between them, beyond them, and never the wrong way.
#include "prescore/pd_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "support/random_programme.hpp"

namespace prescore {
namespace {

constexpr std::int32_t kLow = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kHigh = std::numeric_limits<std::int32_t>::max();

struct PdOfScore {
  std::int32_t score;
  std::int32_t pd_ppm;
};

void expect_pds(const PdTable& table, std::initializer_list<PdOfScore> cases) {
  for (const auto& [score, pd_ppm] : cases) EXPECT_EQ(table.pd_ppm(score), pd_ppm) << score;
}

TEST(PdTable, HoldsTheEndsBeyondTheKnots) {
  const PdTable table{{{100, 5'000}, {200, 90'000}}};
  expect_pds(table, {{kLow, 5'000}, {99, 5'000}, {100, 5'000}, {200, 90'000}, {201, 90'000}, {kHigh, 90'000}});
}

TEST(PdTable, DrawsAStraightLineRoundedDown) {
  const PdTable table{{{0, 0}, {3, 10}, {4, 1'000'000}}};
  expect_pds(table, {{0, 0}, {1, 3}, {2, 6}, {3, 10}, {4, 1'000'000}});
}

TEST(PdTable, TakesNegativeScores) {
  const PdTable table{{{-10, 0}, {0, 1'000}, {10, 1'000}}};
  expect_pds(table, {{-11, 0}, {-10, 0}, {-9, 100}, {-1, 900}, {0, 1'000}, {5, 1'000}});
}

TEST(PdTable, WithOneKnotIsConstant) {
  const PdTable table{{{0, 123'456}}};
  expect_pds(table, {{kLow, 123'456}, {0, 123'456}, {kHigh, 123'456}});
}

TEST(PdTable, ReachesTheEndsOfInt32WithoutOverflow) {
  const PdTable table{{{kLow, 0}, {kHigh, kWholePpm}}};
  expect_pds(table, {{kLow, 0}, {kLow + 1, 0}, {-1, 499'999}, {0, 500'000}, {kHigh - 1, 999'999}, {kHigh, kWholePpm}});
}

TEST(PdTable, NeverFallsAsTheScoreRises) {
  test::Random random(3);
  for (int round = 0; round < 300; ++round) {
    const PdTable table = test::random_programme(random).pd_table;
    std::int32_t score = static_cast<std::int32_t>(random.between(kLow, kLow + 1'000'000));
    std::int32_t previous = table.pd_ppm(kLow);
    while (score < kHigh - 40'000'000) {
      const std::int32_t pd_ppm = table.pd_ppm(score);
      ASSERT_LE(previous, pd_ppm) << score;
      ASSERT_TRUE(0 <= pd_ppm && pd_ppm <= kWholePpm) << pd_ppm;
      previous = pd_ppm;
      score += static_cast<std::int32_t>(random.between(1, 40'000'000));
    }
  }
}

TEST(PdTable, NeverFallsFromOneScoreToTheNextAroundKnots) {
  test::Random random(4);
  for (int round = 0; round < 300; ++round) {
    const PdTable table = test::random_programme(random).pd_table;
    for (const PdTable::Knot& knot : table.knots) {
      EXPECT_EQ(table.pd_ppm(knot.score), knot.pd_ppm);
      EXPECT_LE(table.pd_ppm(std::max(kLow + 1, knot.score) - 1), knot.pd_ppm);
      EXPECT_GE(table.pd_ppm(std::min(kHigh - 1, knot.score) + 1), knot.pd_ppm);
    }
  }
}

}  // namespace
}  // namespace prescore
