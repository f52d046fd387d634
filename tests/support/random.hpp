// Random numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014), no library distribution.
#pragma once

#include <cstddef>
#include <cstdint>

namespace prescore::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) noexcept : state_(seed) {}

  [[nodiscard]] std::uint64_t next() noexcept {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31U);
  }

  /// Uniform in the closed range [low, high], but for a bias far below what a test can see.
  [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high) noexcept {
    const std::uint64_t choices = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + next() % choices);
  }

  /// In [0, size).
  [[nodiscard]] std::size_t below(std::size_t size) noexcept { return static_cast<std::size_t>(next() % size); }

  /// True `parts_per_thousand` times in a thousand.
  [[nodiscard]] bool chance(std::uint64_t parts_per_thousand) noexcept { return next() % 1000 < parts_per_thousand; }

 private:
  std::uint64_t state_;
};

}  // namespace prescore::test
