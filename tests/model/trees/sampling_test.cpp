// Samples drawn by cell must have the distribution of samples drawn row by row.
#include "trees/sampling.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace prescore {
namespace {

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
  double mean_left_out = 0.0;
};

/// Of the draws of one cell with that many repaid rows.
Moments moments_of(const RowSampler& sampler) {
  constexpr int kDraws = 20'000;
  Random random(11);
  Sample sample;
  double sum = 0.0;
  double squares = 0.0;
  double left_out = 0.0;
  for (int draw = 0; draw < kDraws; ++draw) {
    sampler.draw(random, sample);
    const double drawn = sample.drawn[0].at(0);
    EXPECT_EQ(sample.drawn[1].at(0), 0U);
    sum += drawn;
    squares += drawn * drawn;
    left_out += sample.left_out[0].at(0);
  }
  const double mean = sum / kDraws;
  return {mean, squares / kDraws - mean * mean, left_out / kDraws};
}

TEST(Bootstrap, DrawsEachRowOnceOnAverageWithThePoissonVariance) {
  // 64 rows draw one by one, 65 and more all at once: both must look the same.
  for (const std::uint32_t rows : {1U, 7U, 64U, 65U, 1'000U}) {
    const Moments moments = moments_of(RowSampler::bootstrap({{rows, 0}}));
    EXPECT_NEAR(moments.mean / rows, 1.0, 0.03) << rows;
    EXPECT_NEAR(moments.variance / rows, 1.0, 0.05) << rows;
    EXPECT_NEAR(moments.mean_left_out / rows, std::exp(-1.0), 0.01) << rows;
  }
}

TEST(Subsample, TakesEachRowAtMostOnce) {
  for (const std::uint32_t rows : {1U, 64U, 1'000U}) {
    const Moments moments = moments_of(RowSampler::subsample({{rows, 0}}, 0.7));
    EXPECT_NEAR(moments.mean / rows, 0.7, 0.02) << rows;
    EXPECT_NEAR(moments.variance / rows, 0.7 * 0.3, 0.02) << rows;
    EXPECT_NEAR(moments.mean_left_out / rows, 0.3, 0.02) << rows;
  }
}

/// Of either outcome, wherever cells of many rows lie among those of few, and however many rows lie between them.
std::vector<OutcomeCounts> cells_of_all_sizes() {
  std::vector<OutcomeCounts> counts{{5, 3}, {900, 0}, {4, 2'000}, {0, 0}, {70'000, 65}, {64, 7}};
  for (std::uint32_t cell = 0; cell < 3'000; ++cell) counts.push_back({cell % 7, cell % 3});
  counts.push_back({100, 1});
  return counts;
}

TEST(Subsample, OfAllRowsTakesEachOnce) {
  const auto counts = cells_of_all_sizes();
  Random random(12);
  Sample sample;
  RowSampler::subsample(counts, 1.0).draw(random, sample);
  for (std::size_t cell = 0; cell < counts.size(); ++cell) {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      EXPECT_EQ(sample.drawn[outcome].at(cell), counts[cell][outcome]) << cell;
      EXPECT_EQ(sample.left_out[outcome].at(cell), 0U) << cell;
    }
  }
}

TEST(Bootstrap, LeavesOutAtMostAllRowsAndDrawsTheRest) {
  const auto counts = cells_of_all_sizes();
  const RowSampler sampler = RowSampler::bootstrap(counts);
  Random random(14);
  Sample sample;
  std::array<double, 2> rows{};
  std::array<double, 2> drawn{};
  for (int draw = 0; draw < 30; ++draw) {
    sampler.draw(random, sample);
    for (std::size_t cell = 0; cell < counts.size(); ++cell) {
      for (std::size_t outcome = 0; outcome < 2; ++outcome) {
        ASSERT_LE(sample.left_out[outcome].at(cell), counts[cell][outcome]) << cell;
        ASSERT_GE(sample.drawn[outcome].at(cell), counts[cell][outcome] - sample.left_out[outcome].at(cell)) << cell;
        ASSERT_EQ(sample.drawn[outcome].at(cell) == 0, sample.left_out[outcome].at(cell) == counts[cell][outcome]);
        rows.at(outcome) += counts[cell][outcome];
        drawn.at(outcome) += sample.drawn[outcome].at(cell);
      }
    }
  }
  EXPECT_NEAR(drawn[0] / rows[0], 1.0, 0.01);
  EXPECT_NEAR(drawn[1] / rows[1], 1.0, 0.02);
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
