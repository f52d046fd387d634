// The engine of every random choice in training and judging: integers only, so that the same seed gives the same model
// anywhere.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace prescore {

/// Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014 (SplitMix64): neighbouring values become
/// unrelated.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) noexcept {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) noexcept : state_(seed) {}

  /// The next 64 random bits.
  constexpr std::uint64_t operator()() noexcept {
    const std::uint64_t bits = mix(state_);
    state_ += 0x9E3779B97F4A7C15U;
    return bits;
  }

  /// A whole number in [0, bound), bound in [1, 2^32). Lemire, "Fast random integer generation in an interval", 2019,
  /// without the rejection: the bias is below 2^-32 * bound.
  constexpr std::uint32_t below(std::uint32_t bound) noexcept {
    return static_cast<std::uint32_t>((((*this)() >> 32U) * bound) >> 32U);
  }

  /// Every order is equally likely (Fisher, Yates, 1938, in Durstenfeld's form, 1964). Fewer than 2^32 values.
  template <typename Value>
  void shuffle(std::vector<Value>& values) noexcept {
    for (auto left = static_cast<std::uint32_t>(values.size()); left > 1; --left) {
      std::swap(values[left - 1], values[below(left)]);
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace prescore
