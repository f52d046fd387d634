// Reads hostile bytes: never past the end, and after the first error it only yields zeros.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "prescore/codes.hpp"

namespace prescore {

/// What many places call is kept out of line: the bytes of each copy would be loaded by every page.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::uint8_t> bytes) noexcept : bytes_(bytes), end_(bytes.size()) {}

  /// The first error, if any; the place is `offset()`, which stays where it happened.
  [[nodiscard]] std::optional<ModelErrorCode> error() const noexcept { return error_; }
  [[nodiscard]] bool good() const noexcept { return !error_; }
  [[nodiscard]] std::size_t offset() const noexcept { return offset_; }
  /// Up to the end of what is being read: a section, or all.
  [[nodiscard]] std::size_t left() const noexcept { return end_ - offset_; }

  /// From here on only `size` more bytes are read; at most as many as are left.
  void begin_part(std::size_t size) noexcept { end_ = offset_ + size; }
  /// Goes to the end of the part without reading it.
  void skip_part() noexcept {
    if (!error_) offset_ = end_;
  }
  /// What follows the part may be read again.
  void end_part() noexcept { end_ = bytes_.size(); }

  void fail(ModelErrorCode code) noexcept {
    if (!error_) error_ = code;
  }

  [[nodiscard]] std::uint8_t byte() noexcept;

  /// Little-endian, fixed size.
  [[nodiscard]] std::uint32_t word() noexcept;

  /// LEB128, at most 32 bits, shortest form only: one value has one spelling.
  [[nodiscard]] std::uint32_t varint() noexcept;

  /// A varint with the sign in its lowest bit.
  [[nodiscard]] std::int32_t zigzag() noexcept;

  /// A varint of things that each take at least one more byte: more than are left is an error, before any allocation.
  [[nodiscard]] std::size_t count() noexcept;

  /// `previous` plus a varint; leaving the range of int32 is an error.
  [[nodiscard]] std::int32_t after(std::int32_t previous) noexcept;

  /// A varint and as many bytes, which become `text`.
  void text(std::string& text) noexcept;

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t end_;
  std::size_t offset_ = 0;
  std::optional<ModelErrorCode> error_;
};

}  // namespace prescore
