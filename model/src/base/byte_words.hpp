// Eight bytes of a text looked at as one word.
#pragma once

#include <bit>
#include <cstdint>

namespace prescore {

static_assert(std::endian::native == std::endian::little, "the first byte of a text is the lowest one of a word");

[[nodiscard]] constexpr std::uint64_t repeated(unsigned char byte) noexcept {
  return std::uint64_t{0x0101010101010101} * byte;
}

}  // namespace prescore
