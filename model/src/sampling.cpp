#include "sampling.hpp"

#include <algorithm>
#include <cmath>

namespace prescore {
namespace {

/// A draw from the standard normal distribution as the sum of 16 uniform ones (Irwin, Hall, 1927): no libm, so the same
/// everywhere.
double draw_normal(Random& random) {
  std::int64_t sum = 0;
  for (int word = 0; word < 4; ++word) {
    std::uint64_t bits = random();
    for (int part = 0; part < 4; ++part, bits >>= 16U) sum += static_cast<std::int64_t>(bits & 0xFFFFU);
  }
  const double centred = static_cast<double>(sum) - 16 * 32767.5;
  return centred / (65536.0 * std::sqrt(16.0 / 12.0));
}

std::uint32_t draw_count(double mean, double variance, std::uint32_t lowest, std::uint32_t highest, Random& random) {
  const double value = std::floor(mean + std::sqrt(variance) * draw_normal(random) + 0.5);
  return static_cast<std::uint32_t>(
      std::clamp(value, double{static_cast<double>(lowest)}, static_cast<double>(highest)));
}

}  // namespace

RowSampler::RowSampler(const std::vector<std::uint32_t>& weights) {
  std::size_t filled = 0;
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t times = 0; times < weights.size(); ++times) {
    std::fill_n(times_.begin() + static_cast<std::ptrdiff_t>(filled), weights[times], static_cast<std::uint8_t>(times));
    filled += weights[times];
    sum += static_cast<double>(times * weights[times]);
    squares += static_cast<double>(times * times * weights[times]);
  }
  share_left_out_ = static_cast<double>(weights[0]) / static_cast<double>(times_.size());
  const double taken = static_cast<double>(times_.size() - weights[0]);
  mean_ = sum / taken;
  variance_ = squares / taken - mean_ * mean_;
}

RowSampler RowSampler::bootstrap() {
  // 4,096 times e^-1 / k!, rounded so that a row is drawn once on average.
  return RowSampler({1507, 1507, 753, 251, 63, 12, 3});
}

RowSampler RowSampler::subsample(double share) {
  const auto taken = static_cast<std::uint32_t>(std::clamp(std::lround(share * 4096), 1L, 4096L));
  return RowSampler({4096 - taken, taken});
}

void RowSampler::draw_many(std::uint32_t rows, Random& random, std::uint32_t& drawn, std::uint32_t& left_out) const {
  const double spread = share_left_out_ * (1.0 - share_left_out_);
  left_out = draw_count(rows * share_left_out_, rows * spread, 0, rows, random);
  const std::uint32_t taken = rows - left_out;
  drawn = draw_count(taken * mean_, taken * variance_, taken, 255U * std::min(taken, 0xFFFFFFU), random);
}

void RowSampler::draw(const std::vector<OutcomeCounts>& counts, Random& random, Sample& sample) const {
  constexpr std::uint32_t kMask = (1U << kBits) - 1;
  sample.drawn.resize(counts.size());
  sample.left_out.resize(counts.size());
  std::uint64_t bits = 0;
  std::uint32_t left = 0;
  for (std::size_t cell = 0; cell < counts.size(); ++cell) {
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      std::uint32_t drawn = 0;
      std::uint32_t left_out = 0;
      const std::uint32_t rows = counts[cell][outcome];
      if (rows > kCountedRows) {
        draw_many(rows, random, drawn, left_out);
      } else {
        for (std::uint32_t row = 0; row < rows; ++row) {
          if (left == 0) {
            bits = random();
            left = 64 / kBits;
          }
          const std::uint32_t times = times_[bits & kMask];
          bits >>= kBits;
          --left;
          drawn += times;
          left_out += times == 0 ? 1U : 0U;
        }
      }
      sample.drawn[cell][outcome] = drawn;
      sample.left_out[cell][outcome] = left_out;
    }
  }
}

}  // namespace prescore
