// The first bytes of a cell as a word, to compare cells quickly.
#pragma once

#include <cstdint>
#include <cstring>

#include "base/byte_words.hpp"
#include "csv/csv_block.hpp"

namespace prescore {

/// The first eight bytes of a text of `size` bytes as a word, zeros behind its end. Eight bytes may be read.
[[nodiscard]] inline std::uint64_t head_of(const char* text, std::size_t size) noexcept {
  static_assert(kCsvPadding >= sizeof(std::uint64_t));
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  if (size >= sizeof word) return word;
  return size == 0 ? 0 : word << (64 - 8 * size) >> (64 - 8 * size);
}

}  // namespace prescore
