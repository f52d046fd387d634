// Hashes, keyed hashes and random bytes, by OpenSSL. The only file of the service that knows OpenSSL besides TLS.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace prescore::service {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 of `bytes`.
[[nodiscard]] Digest sha256(std::string_view bytes);

/// HMAC-SHA-256 of `bytes` under `key`.
[[nodiscard]] Digest hmac_sha256(std::string_view key, std::string_view bytes);

/// At most 2,048 bytes that nobody can guess. Throws std::runtime_error where the system has none.
[[nodiscard]] std::string random_bytes(std::size_t size);

/// Whether both are the same. The time it takes does not depend on where they differ.
[[nodiscard]] bool equal_in_constant_time(std::string_view one, std::string_view other) noexcept;

/// Lower-case hexadecimal digits, two a byte.
[[nodiscard]] std::string hex(std::string_view bytes);
[[nodiscard]] std::string hex(const Digest& digest);

/// The digest's bytes as a text, for stores and chains.
[[nodiscard]] inline std::string_view bytes_of(const Digest& digest) noexcept {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace prescore::service
