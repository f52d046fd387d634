// How sure a figure is.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

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
  std::mt19937_64 random_{1};
  std::vector<std::uint32_t> counts_;
};

/// A whole number in [0, bound), bound in [1, 2^32): the same on every platform, unlike the standard distributions.
/// Its bias is below bound / 2^32.
[[nodiscard]] std::uint32_t draw_below(std::mt19937_64& random, std::size_t bound) noexcept;

}  // namespace prescore
