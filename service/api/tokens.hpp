// Who may call: names with scopes, each known by the hash of a secret or by the subject of a certificate.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/named_text.hpp"

namespace prescore::service {

/// What a caller may do. The names are those of the token file.
enum class Scope : std::uint8_t {
  /// Ask for decisions.
  decide,
  /// See the probability of default.
  score,
  /// See decisions with their inputs, and replay them.
  read,
  /// Add versions, propose an activation, withdraw a programme, set a challenger.
  release,
  /// Agree to an activation that somebody else proposed.
  approve,
  /// With `read`: see and replay the decisions of every caller.
  read_all,
  /// See manual reviews of every caller with their inputs, and record what a person decided.
  review,
  /// Record what became of decisions, those of every caller.
  outcome,
};

inline constexpr std::size_t kScopeCount = 8;

/// Bit s: has Scope s.
using ScopeSet = std::uint16_t;

[[nodiscard]] std::string_view name(Scope scope) noexcept;
[[nodiscard]] std::optional<Scope> find_scope(std::string_view name) noexcept;
/// The names of all, in their order.
[[nodiscard]] std::span<const std::string_view> scope_names() noexcept;

struct Caller {
  /// [a-z0-9_-]{1,64}; it stands in the log and beside every decision.
  std::string name;
  /// SHA-256 of the secret in hexadecimal; empty for one that is known by its certificate.
  std::string secret_hash;
  /// The subject of the certificate, as in `CN=backend,O=Bank,C=RU`; empty for one that is known by a secret.
  std::string certificate;
  ScopeSet scopes = 0;

  [[nodiscard]] bool has(Scope scope) const noexcept { return (scopes >> static_cast<unsigned>(scope) & 1U) != 0; }
};

class Tokens {
 public:
  /// Reads the token file: {"tokens": [{"name", "sha256" or "certificate", "scopes"}]}. Throws InputError with all
  /// errors and their places.
  explicit Tokens(const NamedText& file);
  Tokens() = default;

  /// The caller whose secret follows "Bearer " in the header, or whose certificate it is; null where there is none.
  /// Takes the same time for every wrong secret.
  [[nodiscard]] const Caller* find(std::optional<std::string_view> authorization, std::string_view certificate) const;

  [[nodiscard]] bool empty() const noexcept { return callers_.empty(); }
  [[nodiscard]] const std::vector<Caller>& callers() const noexcept { return callers_; }

 private:
  std::vector<Caller> callers_;
};

/// A token file with one more token. Throws InputError where the name is taken or malformed.
struct NewToken {
  std::string secret;
  std::string file;
};
[[nodiscard]] NewToken add_token(const NamedText& file, const std::string& name, const std::vector<Scope>& scopes);

}  // namespace prescore::service
