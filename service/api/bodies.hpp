// Request bodies in JSON -> plain values, or a problem that lists everything that is wrong with the body.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "service/api/problem.hpp"
#include "service/engine/client_data.hpp"
#include "service/engine/decide.hpp"

namespace prescore::service {

// Of texts that are recorded, in bytes. An answer that a person types is shorter; a client's reference is opaque to us.
inline constexpr std::size_t kMaxReference = 128;
inline constexpr std::size_t kMaxAnswerBytes = 4096;
inline constexpr std::size_t kMaxProgrammeName = 64;
inline constexpr std::size_t kMaxHintOutcome = 64;
inline constexpr std::size_t kMaxHintVersion = 128;

struct DecisionRequest {
  std::string idempotency_key;
  std::string programme;
  AnswerTexts answers;
  /// The bank's own reference of the client; empty where none was given.
  std::string client;
  /// That the client agreed to a bureau being asked.
  std::optional<Consent> consent;
  std::optional<Hint> hint;
  /// The same request always has the same text, whatever the order of its members and its blanks.
  std::string canonical;
  /// Of the canonical text, by the service's key: set once the request was read (set_hash).
  std::string hash;
};

/// The body of one decision; its key stands in the header.
[[nodiscard]] std::variant<DecisionRequest, Problem> read_decision(std::string_view body, std::string key);

/// The same, always by the reader of all JSON. `read_decision` is quicker for plain bodies.
[[nodiscard]] std::variant<DecisionRequest, Problem> read_any_decision(std::string_view body, std::string key);

/// The body of a batch: {"decisions": [{"idempotency_key", ...}]}, 1 to kMaxBatch with different keys.
[[nodiscard]] std::variant<std::vector<DecisionRequest>, Problem> read_batch(std::string_view body);

/// {"version": "sha256:..."}
[[nodiscard]] std::variant<std::string, Problem> read_version(std::string_view body);

/// 16 to 64 of A-Z, a-z, 0-9, _ and -.
[[nodiscard]] bool is_idempotency_key(std::string_view key) noexcept;

[[nodiscard]] bool is_version(std::string_view text) noexcept;

}  // namespace prescore::service
