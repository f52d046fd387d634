// What happens to a decision after it was made: a person reviews it, an outcome comes in, its personal part is erased.
//
// Terms: each of these is an *entry*: a row that is only ever added, and a link of the same hash chain as decisions.
// Its *turn* counts the entries of its kind that a decision has, from 1. What a person wrote about a person, the reason
// of a review, is its *personal text*: it stands apart, can be erased, and is in the chain by a salted hash only. Why
// turns: a decision is reviewed once, and two people may try at the same time through two processes. The database keeps
// one row for each decision, kind and turn, so the second one finds out.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "service/store/store.hpp"

namespace prescore::service {

/// The names of the kinds in the store.
namespace entry_kind {
inline constexpr const char* kReview = "review";
inline constexpr const char* kOutcome = "outcome";
inline constexpr const char* kErasure = "erasure";
}  // namespace entry_kind

/// Text about a person that can be erased.
struct PersonalText {
  /// Random bytes in hexadecimal; empty where there is no text, or it was erased.
  std::string salt;
  std::string text;

  friend bool operator==(const PersonalText&, const PersonalText&) = default;
};

/// An entry that is ready to be recorded.
struct NewEntry {
  /// A UUID of version 7.
  std::string id;
  std::string kind;
  std::string decision_id;
  std::int64_t turn = 1;
  Moment created = 0;
  /// The name of the token that asked, or of the command.
  std::string caller;
  /// Names the request together with the caller; empty where the call needs no key.
  std::string idempotency_key;
  /// HMAC-SHA-256 of the request, in hexadecimal; empty without a key.
  std::string request_hash;
  /// What was answered: JSON that holds nothing about the person.
  std::string body;
  PersonalText personal;
};

/// An entry as it stands in the store.
struct StoredEntry {
  NewEntry entry;
  std::int64_t place = 0;
  std::string chain;
  /// Empty where there was no personal text.
  std::string personal_hash;
  std::string previous_hash;
  std::string hash;

  /// Whether there was a personal text, which is gone.
  [[nodiscard]] bool is_erased() const noexcept { return !personal_hash.empty() && entry.personal.salt.empty(); }
};

/// What entries need to know about their decision.
struct DecisionFacts {
  std::string id;
  Moment created = 0;
  std::string programme;
  std::string version;
  std::string outcome;
  bool is_erased = false;
};

/// Another process recorded the same turn, or the same key, at the same time. Nothing was recorded; look again.
class EntryTaken : public std::runtime_error {
 public:
  EntryTaken() : std::runtime_error("another process recorded the same entry") {}
};

/// What one erasure removed.
struct Erased {
  std::int64_t inputs = 0;
  std::int64_t texts = 0;

  [[nodiscard]] bool is_nothing() const noexcept { return inputs == 0 && texts == 0; }
};

/// Entries within one transaction of a writer. All functions throw StoreUnavailable; then nothing has changed.
class EntryLog {
 public:
  EntryLog() = default;
  virtual ~EntryLog() = default;
  EntryLog(const EntryLog&) = delete;
  EntryLog& operator=(const EntryLog&) = delete;

  /// Until the transaction ends, no other process erases the decision: call it before a personal text is added.
  virtual void hold(const std::string& decision_id) = 0;
  /// Of at most 1,000 decisions, those that there are, by id.
  [[nodiscard]] virtual std::map<std::string, DecisionFacts> find_decisions(const std::vector<std::string>& ids) = 0;
  /// Nothing where there is no such decision.
  [[nodiscard]] std::optional<DecisionFacts> find_decision(const std::string& id) {
    const auto found = find_decisions({id});
    return found.empty() ? std::nullopt : std::optional(found.begin()->second);
  }
  /// Of at most 1,000 decisions, by decision and turn.
  [[nodiscard]] virtual std::vector<StoredEntry> entries_of(const std::vector<std::string>& decision_ids,
                                                            const std::string& kind) = 0;
  [[nodiscard]] virtual std::optional<StoredEntry> find_key(const std::string& caller, const std::string& key) = 0;
  /// The next links of the chain, in their order. Throws EntryTaken; the transaction must then be given up.
  virtual void append(const std::vector<NewEntry>& entries) = 0;
  void append(const NewEntry& entry) { append(std::vector{entry}); }
  /// Deletes everything personal of a decision: its inputs, the texts of its entries, its place in the queue of
  /// reviews.
  [[nodiscard]] virtual Erased erase(const std::string& decision_id) = 0;
};

/// Which reviews a queue shows.
struct ReviewFilter {
  /// Those that a person made, else those that wait for one.
  bool done = false;
  std::optional<std::string> programme;
  /// Decided from then on.
  std::optional<Moment> since;
  /// Only decisions older than this id: lists go from the newest to the oldest.
  std::optional<std::string> before;
  int limit = 50;
};

/// Those who read entries. Safe to use from any number of threads. All functions throw StoreUnavailable.
class EntryReader {
 public:
  EntryReader() = default;
  virtual ~EntryReader() = default;
  EntryReader(const EntryReader&) = delete;
  EntryReader& operator=(const EntryReader&) = delete;

  /// Of these decisions, at most 1,000, by decision, kind and turn.
  [[nodiscard]] virtual std::vector<StoredEntry> entries_of(const std::vector<std::string>& decision_ids) = 0;
  /// The ids of the decisions that the filter asks for, the newest first.
  [[nodiscard]] virtual std::vector<std::string> reviews(const ReviewFilter& filter) = 0;
  /// Decisions that wait for a person.
  [[nodiscard]] virtual std::int64_t open_reviews() = 0;

  /// The newest row of each chain, decisions and entries alike.
  [[nodiscard]] virtual std::map<std::string, std::int64_t> heads() = 0;
  /// At most `limit` entries of the chain behind that place, by place.
  [[nodiscard]] virtual std::vector<StoredEntry> entries_after(const std::string& chain, std::int64_t place,
                                                               int limit) = 0;
  /// Whether an erasure of the decision was recorded.
  [[nodiscard]] virtual bool was_erased(const std::string& decision_id) = 0;

  /// The ids of decisions whose inputs are there, the oldest first: of one client, or made before a moment. `after` is
  /// the last id of the part before, or empty.
  [[nodiscard]] virtual std::vector<std::string> of_client(const std::string& client, const std::string& after,
                                                           int limit) = 0;
  [[nodiscard]] virtual std::vector<std::string> before(Moment moment, const std::string& after, int limit) = 0;
};

}  // namespace prescore::service
