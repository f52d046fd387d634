// Writes the building blocks of a packed model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace prescore {

/// The mirror of the core's ByteReader.
class ByteWriter {
 public:
  void byte(std::size_t value) { bytes_.push_back(static_cast<std::uint8_t>(value)); }

  void word(std::uint32_t value) {
    for (std::uint32_t shift = 0; shift < 32; shift += 8) byte((value >> shift) & 0xFFU);
  }

  void varint(std::uint32_t value) {
    for (; value > 0x7FU; value >>= 7U) byte((value & 0x7FU) | 0x80U);
    byte(value);
  }

  void count(std::size_t value) { varint(static_cast<std::uint32_t>(value)); }

  void zigzag(std::int32_t value) { varint((static_cast<std::uint32_t>(value) << 1U) ^ (value < 0 ? ~0U : 0U)); }

  /// The distance from `previous` up to `value`; both fit, because an ascending order was checked.
  void after(std::int32_t previous, std::int32_t value) {
    varint(static_cast<std::uint32_t>(std::int64_t{value} - previous));
  }

  void text(std::string_view value) {
    count(value.size());
    bytes_.insert(bytes_.end(), value.begin(), value.end());
  }

  void texts(const std::vector<std::string>& values) {
    for (const std::string& value : values) text(value);
  }

  void append(const std::vector<std::uint8_t>& bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

  [[nodiscard]] const std::vector<std::uint8_t>& bytes() const noexcept { return bytes_; }

 private:
  std::vector<std::uint8_t> bytes_;
};

}  // namespace prescore
