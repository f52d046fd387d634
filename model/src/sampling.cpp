#include "sampling.hpp"

#include <algorithm>
#include <cassert>
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

/// Rows drawn one by one. All are added up in a row first and told apart afterwards: how many rows a cell has cannot be
/// foretold, and a loop over them would lose more time at its end than within.
class RowSampler::Counter {
 public:
  static constexpr std::size_t kMost = 2048;

  Counter(const RowSampler& sampler, Random& random) noexcept : sampler_(sampler), random_(random) {}

  /// Draws the next `rows` rows, at most kMost.
  void draw(std::size_t rows) noexcept {
    assert(rows <= kMost);
    std::uint64_t sum = 0;
    for (std::size_t row = 0; row < rows;) {
      if (left_ == 0) {
        bits_ = random_();
        left_ = 64 / kBits;
      }
      const auto now = static_cast<std::uint32_t>(std::min<std::size_t>(left_, rows - row));
      for (std::uint32_t index = 0; index < now; ++index, bits_ >>= kBits) {
        const std::uint64_t times = sampler_.times_[bits_ & ((1U << kBits) - 1)];
        sum += times | (std::uint64_t{times == 0} << 32U);
        sums_[++row] = sum;
      }
      left_ -= now;
    }
    place_ = 0;
  }

  /// What came of the next `rows` of those that were drawn.
  void take(std::uint32_t rows, std::uint32_t& drawn, std::uint32_t& left_out) noexcept {
    const std::uint64_t before = sums_[place_];
    place_ += rows;
    const std::uint64_t sum = sums_[place_] - before;
    drawn = static_cast<std::uint32_t>(sum);
    left_out = static_cast<std::uint32_t>(sum >> 32U);
  }

 private:
  const RowSampler& sampler_;
  Random& random_;
  std::uint64_t bits_ = 0;
  std::uint32_t left_ = 0;
  /// Of the first rows together: how often they were drawn, and in the upper half how many were left out.
  std::array<std::uint64_t, kMost + 1> sums_{};
  std::size_t place_ = 0;
};

void RowSampler::draw(const std::vector<OutcomeCounts>& counts, Random& random, Sample& sample) const {
  const auto is_counted = [](const OutcomeCounts& rows) { return std::max(rows[0], rows[1]) <= kCountedRows; };
  sample.drawn.resize(counts.size());
  sample.left_out.resize(counts.size());
  Counter counter(*this, random);
  for (std::size_t cell = 0; cell < counts.size();) {
    std::size_t end = cell;
    std::size_t rows = 0;
    for (; end < counts.size() && is_counted(counts[end]); ++end) {
      const std::size_t more = std::size_t{counts[end][0]} + counts[end][1];
      if (rows + more > Counter::kMost) break;
      rows += more;
    }
    counter.draw(rows);
    for (; cell < end; ++cell) {
      counter.take(counts[cell][0], sample.drawn[cell][0], sample.left_out[cell][0]);
      counter.take(counts[cell][1], sample.drawn[cell][1], sample.left_out[cell][1]);
    }
    if (cell == counts.size() || is_counted(counts[cell])) continue;
    for (std::size_t outcome = 0; outcome < 2; ++outcome) {
      const std::uint32_t alike = counts[cell][outcome];
      if (alike > kCountedRows) {
        draw_many(alike, random, sample.drawn[cell][outcome], sample.left_out[cell][outcome]);
      } else {
        counter.draw(alike);
        counter.take(alike, sample.drawn[cell][outcome], sample.left_out[cell][outcome]);
      }
    }
    ++cell;
  }
}

}  // namespace prescore
