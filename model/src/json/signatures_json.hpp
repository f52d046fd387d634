// The signatures that a model's document carries. What is signed: docs/model-format.md.
// Reading a model checks their form only, and `to_json(Model)` writes none: a model that was read and written again, as
// `prescore policy` does, is for people to sign again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "json/json_place.hpp"

namespace prescore {

/// The key of the model's document that holds them.
inline constexpr const char* kSignatures = "signatures";

inline constexpr std::string_view kRoles[] = {"analyst", "validator"};

/// Bytes of a signer's name.
inline constexpr std::size_t kMaxSignerName = 200;

struct Signature {
  /// One of kRoles.
  std::string role;
  /// Who signed, as they say.
  std::string name;
  /// YYYY-MM-DD, as the signer's machine had it.
  std::string date;
  /// Base64.
  std::string public_key;
  std::string signature;
};

/// Reads the list. Each role is there at most once.
[[nodiscard]] std::vector<Signature> read_signatures(const JsonPlace& place);

[[nodiscard]] Json to_json(const Signature& signature);

/// Whether `name` is 1 to kMaxSignerName bytes, without control characters and without blanks at its ends.
[[nodiscard]] bool is_signer_name(std::string_view name) noexcept;

}  // namespace prescore
