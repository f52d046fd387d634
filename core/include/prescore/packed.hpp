// The packed model file -> programme. Layout, field by field: docs/model-format.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "prescore/model_error.hpp"
#include "prescore/programme.hpp"
#include "prescore/result.hpp"

namespace prescore {

/// The first bytes of a packed model, then the version, the payload's length and its CRC-32.
inline constexpr std::uint8_t kPackedMagic[4] = {'P', 'S', 'C', 'R'};
inline constexpr std::uint32_t kPackedVersion = 1;
inline constexpr std::size_t kPackedHeaderSize = 16;

/// Larger files are refused as too_large before anything is allocated.
inline constexpr std::size_t kMaxPackedSize = std::size_t{16} << 20;

/// CRC-32 (ISO-HDLC, as in zlib and PNG) of `bytes`.
[[nodiscard]] std::uint32_t crc32(std::span<const std::uint8_t> bytes) noexcept;

/// Reads a packed model. Any bytes are safe; memory stays within a hundred times the file's own size at worst and ten
/// times for a forest of some size, because every count is checked against the bytes that are left before anything is
/// allocated.
/// Returns the checked programme, or the first error with its section and byte offset; nothing is half-loaded.
[[nodiscard]] Result<Programme, ModelError> read_packed(std::span<const std::uint8_t> bytes) noexcept;

/// As `read_packed`, into a programme that nothing was read into before, without a move of it: what a page loads.
/// Where an error is returned the programme is of no use.
[[nodiscard]] std::optional<ModelError> read_packed_into(Programme& programme,
                                                         std::span<const std::uint8_t> bytes) noexcept;

}  // namespace prescore
