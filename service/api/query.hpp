// The query of a request's target.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace prescore::service {

/// The members of a query, decoded, or nothing where it is malformed or has one twice.
[[nodiscard]] std::optional<std::map<std::string, std::string>> query_members(std::string_view query);

/// What is told where `query_members` gives nothing.
inline constexpr const char* kMalformedQuery = "The query must be members name=value with & between them, each once.";

/// Reads `limit`, a number from 1 to kMaxListed; false for anything else.
[[nodiscard]] bool read_limit(std::string_view text, int& limit) noexcept;

/// A part of a list has at most this many rows.
inline constexpr int kMaxListed = 200;

}  // namespace prescore::service
