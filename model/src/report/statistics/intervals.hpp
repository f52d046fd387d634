// How certain a figure is: intervals of shares and bootstrap samples.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/random.hpp"

namespace prescore {

struct Interval {
  double low = 0.0;
  double high = 0.0;
};

/// The 95 % interval of a share (Wilson, "Probable inference, the law of succession, and statistical inference", 1927),
/// in [0, 1]. `part` <= `whole`; [0, 1] where `whole` is 0.
[[nodiscard]] Interval wilson_interval(std::uint64_t part, std::uint64_t whole);

/// The 2.5th and 97.5th percentile of a figure over bootstrap samples (Efron, Tibshirani, "An Introduction to the
/// Bootstrap", 1993, chapter 13); between two values the straight line. `values` is not empty.
[[nodiscard]] Interval percentile_interval(std::vector<double> values);

/// Draws rows with replacement, as many as there are; the same samples on every machine.
class Resampler {
 public:
  /// `rows` in [1, 2^32).
  explicit Resampler(std::size_t rows) : counts_(rows) {}

  /// How often the next sample holds each row; valid until the next call.
  [[nodiscard]] std::span<const std::uint32_t> next();

 private:
  Random random_{1};
  std::vector<std::uint32_t> counts_;
};

}  // namespace prescore
