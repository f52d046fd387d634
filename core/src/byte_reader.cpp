#include "byte_reader.hpp"

#include <limits>

namespace prescore {

[[gnu::noinline]] std::uint8_t ByteReader::byte() noexcept {
  if (error_) return 0;
  if (offset_ == end_) {
    error_ = ModelErrorCode::truncated;
    return 0;
  }
  return bytes_[offset_++];
}

[[gnu::noinline]] std::int32_t ByteReader::zigzag() noexcept {
  const std::uint32_t raw = varint();
  return static_cast<std::int32_t>((raw >> 1U) ^ (~(raw & 1U) + 1U));
}

std::uint32_t ByteReader::word() noexcept {
  std::uint32_t value = 0;
  for (std::uint32_t shift = 0; shift < 32; shift += 8) value |= std::uint32_t{byte()} << shift;
  return value;
}

[[gnu::noinline]] std::uint32_t ByteReader::varint() noexcept {
  std::uint32_t value = 0;
  for (std::uint32_t shift = 0; shift < 35; shift += 7) {
    const std::uint8_t next = byte();
    const bool last = (next & 0x80U) == 0;
    const bool overflows = shift == 28 && next > 0x0FU;
    const bool padded = shift > 0 && next == 0;
    if (overflows || padded) break;
    value |= std::uint32_t{next & 0x7FU} << shift;
    if (last) return value;
  }
  fail(ModelErrorCode::malformed_number);
  return 0;
}

[[gnu::noinline]] std::size_t ByteReader::count() noexcept {
  const std::uint32_t value = varint();
  if (value <= left()) return value;
  fail(ModelErrorCode::truncated);
  return 0;
}

[[gnu::noinline]] std::int32_t ByteReader::after(std::int32_t previous) noexcept {
  const std::int64_t value = std::int64_t{previous} + varint();
  if (value <= std::numeric_limits<std::int32_t>::max()) return static_cast<std::int32_t>(value);
  fail(ModelErrorCode::malformed_number);
  return 0;
}

[[gnu::noinline]] void ByteReader::text(std::string& text) noexcept {
  const std::size_t size = count();
  if (!good()) return;
  text.assign(reinterpret_cast<const char*>(bytes_.data() + offset_), size);
  offset_ += size;
}

}  // namespace prescore
