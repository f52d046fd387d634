// Samples drawn by cell must be those that would be drawn row by row.
#include "sampling.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace prescore {
namespace {

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
  double mean_left_out = 0.0;
};

/// Of the draws of one cell with that many repaid rows.
Moments moments_of(const RowSampler& sampler, std::uint32_t rows) {
  constexpr int kDraws = 20'000;
  Random random(11);
  Sample sample;
  double sum = 0.0;
  double squares = 0.0;
  double left_out = 0.0;
  for (int draw = 0; draw < kDraws; ++draw) {
    sampler.draw({{rows, 0}}, random, sample);
    const double drawn = sample.drawn[0][0];
    EXPECT_EQ(sample.drawn[0][1], 0U);
    sum += drawn;
    squares += drawn * drawn;
    left_out += sample.left_out[0][0];
  }
  const double mean = sum / kDraws;
  return {mean, squares / kDraws - mean * mean, left_out / kDraws};
}

TEST(Bootstrap, DrawsEachRowOnceOnAverageWithThePoissonVariance) {
  // 64 rows draw one by one, 65 and more all at once: both must look the same.
  for (const std::uint32_t rows : {1U, 7U, 64U, 65U, 1'000U}) {
    const Moments moments = moments_of(RowSampler::bootstrap(), rows);
    EXPECT_NEAR(moments.mean / rows, 1.0, 0.03) << rows;
    EXPECT_NEAR(moments.variance / rows, 1.0, 0.05) << rows;
    EXPECT_NEAR(moments.mean_left_out / rows, std::exp(-1.0), 0.01) << rows;
  }
}

TEST(Subsample, TakesEachRowAtMostOnce) {
  for (const std::uint32_t rows : {1U, 64U, 1'000U}) {
    const Moments moments = moments_of(RowSampler::subsample(0.7), rows);
    EXPECT_NEAR(moments.mean / rows, 0.7, 0.02) << rows;
    EXPECT_NEAR(moments.variance / rows, 0.7 * 0.3, 0.02) << rows;
    EXPECT_NEAR(moments.mean_left_out / rows, 0.3, 0.02) << rows;
  }
  Random random(12);
  Sample sample;
  RowSampler::subsample(1.0).draw({{5, 3}, {0, 900}}, random, sample);
  EXPECT_EQ(sample.drawn[0], (OutcomeCounts{5, 3}));
  EXPECT_EQ(sample.drawn[1], (OutcomeCounts{0, 900}));
}

TEST(Random, StaysBelowItsBoundAndReachesAllOfIt) {
  Random random(13);
  std::array<int, 7> hits{};
  for (int draw = 0; draw < 7'000; ++draw) ++hits.at(random.below(7));
  for (const int count : hits) EXPECT_GT(count, 850);
  EXPECT_EQ(random.below(1), 0U);
}

}  // namespace
}  // namespace prescore
