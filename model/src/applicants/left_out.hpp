// When so many rows are left out that the rest may not stand for all.
#pragma once

#include <cstdint>

namespace prescore {

/// Whether `left_out` of `rows` rows, those included, are 30 % or more: worth a warning, and an error with --strict.
[[nodiscard]] constexpr bool are_many_left_out(std::uint64_t left_out, std::uint64_t rows) noexcept {
  return left_out > 0 && left_out * 10 >= rows * 3;
}

}  // namespace prescore
