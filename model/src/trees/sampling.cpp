#include "trees/sampling.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace prescore {
namespace {

/// A draw from the standard normal distribution, as the sum of 16 uniform draws (Irwin, Hall, 1927). It uses no libm,
/// so every machine draws the same.
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

/// Draws rows one by one. First it adds up the rows of a whole block, then the sums of its cells are read off as
/// differences. A loop for each cell would be slower: processors mispredict the end of loops of varying short lengths.
class RowSampler::Drawing {
 public:
  static constexpr std::size_t kMost = 2048;

  Drawing(const RowSampler& sampler, Random& random) noexcept : sampler_(sampler), random_(random) {}

  /// Draws `rows` rows, at most kMost. Entry i of the result is about the first i rows together: how often they were
  /// drawn, and in the upper 16 bits how many of them were left out.
  const std::uint32_t* draw(std::size_t rows) noexcept {
    assert(rows <= kMost);
    std::uint32_t sum = 0;
    std::size_t row = 0;
    const auto add = [&](std::uint64_t bits) {
      sum += sampler_.draws_[bits & ((1U << kBits) - 1)];
      sums_[++row] = sum;
    };
    while (rows - row >= kDrawsAWord) {
      const std::uint64_t bits = random_();
      for (std::uint32_t place = 0; place < kDrawsAWord; ++place) add(bits >> (place * kBits));
    }
    std::uint64_t bits = row < rows ? random_() : 0;
    while (row < rows) {
      add(bits);
      bits >>= kBits;
    }
    return sums_.data();
  }

 private:
  static constexpr std::uint32_t kDrawsAWord = 64 / kBits;
  static_assert(kMost * kMostTimes < 1U << 16U, "both sums fit their half");

  const RowSampler& sampler_;
  Random& random_;
  std::array<std::uint32_t, kMost + 1> sums_{};
};

RowSampler::RowSampler(const std::vector<OutcomeCounts>& counts, const std::vector<std::uint32_t>& weights) {
  assert(weights.size() <= kMostTimes + 1);
  std::size_t filled = 0;
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t times = 0; times < weights.size(); ++times) {
    const auto entry = static_cast<std::uint32_t>(times == 0 ? 1U << 16U : times);
    std::fill_n(draws_.begin() + static_cast<std::ptrdiff_t>(filled), weights[times], entry);
    filled += weights[times];
    sum += static_cast<double>(times * weights[times]);
    squares += static_cast<double>(times * times * weights[times]);
  }
  share_left_out_ = static_cast<double>(weights[0]) / static_cast<double>(draws_.size());
  const double taken = static_cast<double>(draws_.size() - weights[0]);
  mean_ = sum / taken;
  variance_ = squares / taken - mean_ * mean_;

  for (std::size_t outcome = 0; outcome < 2; ++outcome) {
    auto& [of_cell, blocks] = rows_[outcome];
    for (const OutcomeCounts& cell : counts) {
      const std::uint32_t rows = cell[outcome];
      const bool joins = rows <= kCountedRows && !of_cell.empty() && of_cell.back() <= kCountedRows &&
                         blocks.back().rows + rows <= Drawing::kMost;
      if (!joins) blocks.emplace_back();
      blocks.back().rows += rows;
      of_cell.push_back(rows);
      blocks.back().end = static_cast<std::uint32_t>(of_cell.size());
    }
  }
}

RowSampler RowSampler::bootstrap(const std::vector<OutcomeCounts>& counts) {
  // 4,096 times e^-1 / k!, rounded so that a row is drawn once on average.
  return {counts, {1507, 1507, 753, 251, 63, 12, 3}};
}

RowSampler RowSampler::subsample(const std::vector<OutcomeCounts>& counts, double share) {
  const auto taken = static_cast<std::uint32_t>(std::clamp(std::lround(share * 4096), 1L, 4096L));
  return {counts, {4096 - taken, taken}};
}

void RowSampler::draw_many(std::uint32_t rows, Random& random, std::uint32_t& drawn, std::uint32_t& left_out) const {
  const double spread = share_left_out_ * (1.0 - share_left_out_);
  left_out = draw_count(rows * share_left_out_, rows * spread, 0, rows, random);
  const std::uint32_t taken = rows - left_out;
  drawn = draw_count(taken * mean_, taken * variance_, taken, 255U * std::min(taken, 0xFFFFFFU), random);
}

void RowSampler::draw(Random& random, Sample& sample) const {
  Drawing drawing(*this, random);
  for (std::size_t outcome = 0; outcome < 2; ++outcome) {
    const auto& [of_cell, blocks] = rows_[outcome];
    sample.drawn[outcome].resize(of_cell.size());
    sample.left_out[outcome].resize(of_cell.size());
    const std::uint32_t* const rows = of_cell.data();
    std::uint32_t* const drawn = sample.drawn[outcome].data();
    std::uint32_t* const left_out = sample.left_out[outcome].data();
    std::size_t cell = 0;
    for (const Block& block : blocks) {
      if (rows[cell] > kCountedRows) {
        draw_many(rows[cell], random, drawn[cell], left_out[cell]);
        ++cell;
        continue;
      }
      const std::uint32_t* sum = drawing.draw(block.rows);
      for (std::uint32_t before = 0; cell < block.end; ++cell) {
        sum += rows[cell];
        const std::uint32_t own = *sum - before;
        before = *sum;
        drawn[cell] = own & 0xFFFFU;
        left_out[cell] = own >> 16U;
      }
    }
  }
}

}  // namespace prescore
