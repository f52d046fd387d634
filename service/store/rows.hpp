// What the store keeps, as plain values. Texts in JSON are kept as they were written, so that what was answered, and
// what was hashed, can be read again byte by byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "service/base/moment.hpp"

namespace prescore::service {

/// What can be erased from a decision: everything that is about the person and not about the decision.
struct PersonalPart {
  /// Random bytes in hexadecimal. They keep `personal_hash` from telling which of few possible answers it stands for.
  std::string salt;
  /// The bank's own reference of the client; empty where none was given.
  std::string client;
  /// The answers as they came: a JSON object of texts by question.
  std::string answers;
  /// Values from the bank's own data: a JSON object; "{}" where there are none.
  std::string enrichment;

  friend bool operator==(const PersonalPart&, const PersonalPart&) = default;
};

/// A decision that is ready to be recorded.
struct NewDecision {
  /// A UUID of version 7.
  std::string id;
  Moment created = 0;
  /// The name of the token that asked, and its key: together they name the request.
  std::string caller;
  std::string idempotency_key;
  /// HMAC-SHA-256 of the request, in hexadecimal: the same key with another request is an error.
  std::string request_hash;
  std::string programme;
  /// `sha256:` and 64 hexadecimal digits.
  std::string version;
  /// The version of Prescore that decided.
  std::string engine;
  std::string outcome;
  std::string basis;
  /// -1 where there is none.
  std::int64_t pd_ppm = -1;
  /// What the challenger would have decided: a JSON object; empty where there is no challenger.
  std::string challenger;
  /// How the outcome of the page compares: agrees, differs, other_version or absent.
  std::string hint;
  /// The whole answer to the caller, as it is sent.
  std::string answer;
  PersonalPart personal;
};

/// A decision as it stands in the store.
struct StoredDecision {
  NewDecision decision;
  /// Its place in the chain of the process that wrote it, from 1.
  std::int64_t place = 0;
  std::string chain;
  std::string personal_hash;
  std::string previous_hash;
  std::string hash;
  /// The personal part was erased: `decision.personal` is empty.
  bool is_erased = false;
};

/// One version of a programme.
struct StoredVersion {
  std::string programme;
  std::string version;
  /// The packed model, in base64.
  std::string packed;
  /// The model's JSON as it was sent, with its signatures; empty where only packed bytes were sent.
  std::string document;
  Moment added = 0;
  std::string added_by;
};

/// One step in the life of a programme. Rows are only added; the newest ones say what is in force.
struct ReleaseStep {
  std::int64_t place = 0;
  std::string programme;
  /// Empty for a withdrawal.
  std::string version;
  /// `proposed`, `active`, `withdrawn`, `challenger`, `no_challenger`
  std::string step;
  Moment made = 0;
  std::string made_by;
};

/// Which decisions a list shows. Unset fields do not matter.
struct DecisionFilter {
  std::optional<std::string> client;
  std::optional<Moment> since;
  std::optional<std::string> outcome;
  /// Only decisions older than this id, which is the cursor: lists go from the newest to the oldest.
  std::optional<std::string> before;
  /// Only those of this caller; empty: those of every caller.
  std::string caller;
  int limit = 50;
};

}  // namespace prescore::service
