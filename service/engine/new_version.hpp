// What is sent as a new version of a programme, and whether the people who must have signed it did.
//
// Terms: a *document* is a model's JSON, which carries signatures; a packed model has no place for them. A *version* is
// the hash of the packed bytes. A *rule* names the roles that must have signed, and the keys that the bank trusts.
// Steps: a document is packed here, so that its version is the one that `prescore pack` makes of it; the document is
// kept beside the version. An activation looks for a document of that version whose signatures fulfil the rule.
// Why again at each activation: between the sending and the activation the bank may have stopped trusting a key.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "service/engine/catalogue.hpp"
#include "service/store/rows.hpp"
#include "signing/required_signatures.hpp"

namespace prescore::service {

struct NewVersion {
  ProgrammeHandle loaded;
  std::string packed;
  /// Empty where packed bytes were sent.
  std::string document;

  /// As the store keeps it.
  [[nodiscard]] StoredVersion stored(Moment added, const std::string& added_by) const;
};

/// Reads a packed model or a document. Throws ModelRefused with the reason.
[[nodiscard]] NewVersion read_new_version(std::string_view content);

struct SignatureRule {
  /// Of kRoles; each must have signed.
  std::vector<std::string> roles;
  std::vector<TrustedKey> keys;
};

/// Why none of `documents` shows that `version` was signed as the rule says; empty where one does. For people, in
/// sentences.
[[nodiscard]] std::string missing_signatures(const std::vector<std::string>& documents, const std::string& version,
                                             const SignatureRule& rule);

}  // namespace prescore::service
