// The store: what the service needs from a database. One implementation, sql_store.hpp, in SQL that SQLite and
// PostgreSQL both run.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "service/store/rows.hpp"

namespace prescore::service {

/// The database does not answer, is full, locked, gone or read-only. What was asked for has not happened, and may be
/// tried again later.
class StoreUnavailable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The database is not what this program can use: of a newer version, not migrated, or not ours.
class StoreUnusable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What became of a decision that was to be recorded.
struct Recorded {
  enum class Kind {
    /// It is in the log now.
    recorded,
    /// The same request was recorded before: `decision` is what was decided then.
    replayed,
    /// The key was used for another request.
    key_reused,
  };
  Kind kind = Kind::recorded;
  /// The answer that was sent then. Only for `replayed`.
  std::string earlier_answer;
};

/// The end of a chain: what the next row follows.
struct ChainHead {
  std::int64_t place = 0;
  std::string hash;
  Moment newest = 0;
  std::string chain = {};
};

class EntryLog;

/// The one who writes. Used by one thread at a time.
class Writer {
 public:
  Writer() = default;
  virtual ~Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Records all decisions in one transaction, in order. When it returns, they are on the disk. Throws
  /// StoreUnavailable; then none was recorded, or, where the connection to a server broke, all may have been: a retry
  /// with their keys finds out.
  [[nodiscard]] virtual std::vector<Recorded> append(const std::vector<const NewDecision*>& decisions) = 0;

  /// Both throw StoreUnavailable. A version that is there already is left as it is; a further document is kept beside
  /// the earlier ones.
  virtual void add_version(const StoredVersion& version) = 0;
  /// Adds the step at its place, which is the one after the last. False where another process took that place: what
  /// is in force is another thing now.
  [[nodiscard]] virtual bool add_step(const ReleaseStep& step) = 0;

  /// Runs `work` in one transaction on the entries of this chain; entries.hpp says what they are. Throws
  /// StoreUnavailable and what `work` throws; then nothing was recorded.
  virtual void change_entries(const std::function<void(EntryLog&)>& work) = 0;

  /// What follows a commit and nobody waits for: called between two groups of decisions. Never throws.
  virtual void tidy() noexcept {}

  /// Why nothing could be written now; empty where something could.
  [[nodiscard]] virtual std::string try_to_write() = 0;

  [[nodiscard]] virtual const ChainHead& head() const noexcept = 0;
};

/// Those who read. Safe to use from any number of threads.
class Reader {
 public:
  Reader() = default;
  virtual ~Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  // All throw StoreUnavailable.
  /// Nothing where there is none, or it is another caller's; an empty `caller` stands for all.
  [[nodiscard]] virtual std::optional<StoredDecision> find_decision(const std::string& id,
                                                                    const std::string& caller) = 0;
  /// What became of the request that had this key: `replayed` if it is the same request, else `key_reused`. Nothing
  /// where the key is new.
  [[nodiscard]] virtual std::optional<Recorded> find_earlier(const std::string& caller, const std::string& key,
                                                             const std::string& request_hash) = 0;
  /// At most `filter.limit`, the newest first.
  [[nodiscard]] virtual std::vector<StoredDecision> list_decisions(const DecisionFilter& filter) = 0;
  /// Every decision, by chain and place.
  virtual void walk_decisions(const std::function<void(const StoredDecision&)>& visit) = 0;
  /// Without the packed models and documents, in the order in which they came.
  [[nodiscard]] virtual std::vector<StoredVersion> versions() = 0;
  [[nodiscard]] virtual std::optional<StoredVersion> find_version(const std::string& programme,
                                                                  const std::string& version) = 0;
  /// Every document that was sent for a version, the newest first.
  [[nodiscard]] virtual std::vector<std::string> documents(const std::string& programme,
                                                           const std::string& version) = 0;
  /// The steps after the one at `place`, the oldest first; all with 0.
  [[nodiscard]] virtual std::vector<ReleaseStep> steps(std::int64_t place = 0) = 0;
};

}  // namespace prescore::service
