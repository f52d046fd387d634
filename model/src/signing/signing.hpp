// Signing a model's document, and checking the signatures that it carries. Normative: docs/model-format.md.
#pragma once

#include <string>
#include <vector>

#include "files/signing_key.hpp"
#include "json/json_place.hpp"
#include "json/signatures_json.hpp"

namespace prescore {

/// The text that a signature signs: everything in the model's document but its signatures, with role, name, date and
/// public key. `signature.signature` has no part in it. Throws InputError, naming `source`, if the document has a
/// number that cannot be signed (`canonical_json`).
[[nodiscard]] std::string signed_text(const Json& document, const std::string& source, const Signature& signature);

struct CheckedSignature {
  Signature signature;
  /// What people call the key (`key_id`).
  std::string key;
  /// False where the model changed after it was signed, or the signature is forged.
  bool verifies = false;
};

/// All signatures of a model's document, in its order. Throws InputError, naming `source`, where they are malformed or
/// the document has a number that cannot be signed.
[[nodiscard]] std::vector<CheckedSignature> check_signatures(const Json& document, const std::string& source);

/// "role", "name", "date", "key" and "verifies" of each.
[[nodiscard]] Json to_json(const std::vector<CheckedSignature>& signatures);

struct SignRequest {
  /// One of kRoles.
  std::string role;
  /// Must pass `is_signer_name`.
  std::string name;
  /// YYYY-MM-DD
  std::string date;
  /// Whether a valid signature of somebody else in this role may be replaced.
  bool replace = false;
};

/// What `sign` did: nothing, because the key's valid signature in this role by this name is there already; or it added
/// one; or it put one in place of another.
enum class SignResult { already, added, replaced };

/// Adds a signature to a model's document. Throws InputError, naming `source`, if the same key or name signs in the
/// other role, or if somebody else's valid signature in this role would be lost.
SignResult sign(Json& document, const std::string& source, const SigningKey& key, const SignRequest& request);

/// Whether two names are the same but for case of ASCII letters.
[[nodiscard]] bool is_same_name(const std::string& a, const std::string& b);

}  // namespace prescore
