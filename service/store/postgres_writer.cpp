#include "service/store/postgres_writer.hpp"

#include <chrono>
#include <map>
#include <thread>

#include "service/base/crypto.hpp"
#include "service/store/chain.hpp"
#include "service/store/postgres_connection.hpp"
#include "service/store/postgres_entry_log.hpp"
#include "service/store/postgres_insert.hpp"
#include "service/store/postgres_rights.hpp"
#include "service/store/sql_chain.hpp"
#include "service/store/sql_entry_log.hpp"
#include "service/store/sql_releases.hpp"
#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

/// How often a group is linked again because another process took a key, or the connection broke.
constexpr int kAttempts = 4;
/// Within which time after its begin a group is worth a second connection.
constexpr std::chrono::milliseconds kTryAgain{1500};
/// No bank runs more replicas than that on one database.
constexpr int kMaxChains = 1000;
/// How often, and how long apart, the chain of before is tried to be locked.
constexpr int kLockTries = 5;
constexpr std::chrono::milliseconds kLockPause{40};
/// Of a row that is inserted and rolled back: more than a page, so that a full disk is found.
constexpr std::size_t kProbeBytes = 2048;
constexpr int kProbeParts = 4;

using Key = std::pair<std::string, std::string>;

Key key_of(const NewDecision& decision) { return {decision.caller, decision.idempotency_key}; }

/// A group on its way: for each decision what became of it.
struct Group {
  const std::vector<const NewDecision*>& decisions;
  std::vector<Recorded> recorded;

  /// What a row of the same key means for the decision.
  static Recorded compare(const NewDecision& decision, const std::string& request_hash, const std::string& answer) {
    if (decision.request_hash != request_hash) return {Recorded::Kind::key_reused, {}};
    return {Recorded::Kind::replayed, answer};
  }
};

/// A connection that writes, with the lock of its chain.
struct WritingConnection {
  explicit WritingConnection(const DatabasePlace& place)
      : session(open_session(place, SessionUse::write)), deadline(answer_limit(SessionUse::write)) {
    const AnswerDeadline answer(*session, 2 * deadline);
    require_schema(*session, place);
    require_safe(*session, place);
    insert.emplace(*session);
  }

  std::unique_ptr<soci::session> session;
  std::chrono::milliseconds deadline;
  std::optional<PostgresInsert> insert;
  /// The last thing that it was used for failed.
  bool has_failed = false;
};

class PostgresWriter final : public Writer {
 public:
  PostgresWriter(DatabasePlace place, std::string stem) : place_(std::move(place)), stem_(std::move(stem)) { open(); }

  std::vector<Recorded> append(const std::vector<const NewDecision*>& decisions) override {
    Group group{decisions, {}};
    bool look_up = false;
    bool was_broken = false;
    const auto begin = std::chrono::steady_clock::now();
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      WritingConnection& connection = open();
      try {
        const KnownKeys known = look_up ? connection.insert->find(decisions) : KnownKeys();
        const ChainHead next = link(connection, known, group);
        if (next.place == head_.place || connection.insert->run()) {
          head_ = next;
          connection.has_failed = false;
          return std::move(group.recorded);
        }
      } catch (const StoreUnavailable&) {
        const bool is_lost = is_broken(*connection.session);
        give_up();
        // A connection that was cut because the server hangs is not worth another try: people wait.
        if (!is_lost || was_broken || std::chrono::steady_clock::now() > begin + kTryAgain) throw;
        was_broken = true;
      }
      look_up = true;
    }
    connection_.reset();
    throw StoreUnavailable("other processes take the same keys at the same time");
  }

  void add_version(const StoredVersion& version) override {
    in_transaction([&](soci::session& session, AnswerDeadline&) { insert_version(session, version); });
  }

  bool add_step(const ReleaseStep& step) override {
    bool is_free = false;
    in_transaction([&](soci::session& session, AnswerDeadline&) { is_free = insert_step(session, step); });
    return is_free;
  }

  void change_entries(const std::function<void(EntryLog&)>& work) override {
    ChainHead next;
    in_transaction([&](soci::session& session, AnswerDeadline& deadline) {
      SqlEntryLog entries(session, head_.chain, head_);
      PostgresEntryLog in_time(entries, deadline);
      work(in_time);
      next = entries.head();
    });
    head_ = next;
  }

  std::string try_to_write() override {
    try {
      WritingConnection& connection = open();
      in_transaction([&](soci::session& session, AnswerDeadline&) {
        connection.insert->clear();
        connection.insert->add(probe());
        if (!connection.insert->run()) throw StoreUnavailable("the database holds a row that only tests its disk");
        session << "ROLLBACK";
        session << "BEGIN";
      });
      return {};
    } catch (const std::exception& error) {
      return error.what();
    }
  }

  [[nodiscard]] const ChainHead& head() const noexcept override { return head_; }

 private:
  /// The connection; a new one where the last one failed.
  WritingConnection& open() {
    if (connection_) return *connection_;
    auto connection = std::make_unique<WritingConnection>(place_);
    const AnswerDeadline answer(*connection->session, connection->deadline);
    ChainHead found;
    bool is_whole = false;
    with_store_errors([&] {
      is_whole = holds(*connection->session, head_);
      found = read_head(*connection->session, lock_some_chain(*connection->session));
    });
    // A backup, or a standby that lagged behind, took the place of the database: what was answered is not in it.
    if (!is_whole) throw StoreUnavailable("the database " + shown(place_) + " lacks decisions that were recorded");
    head_ = found;
    connection_ = std::move(connection);
    return *connection_;
  }

  /// Locks the chain of before, or the first that is free; returns its name.
  [[nodiscard]] std::string lock_some_chain(soci::session& session) const {
    for (int tries = 0; !head_.chain.empty() && tries < kLockTries; ++tries) {
      if (lock_chain(session, head_.chain)) return head_.chain;
      // The server may be about to notice that the connection of before ended.
      std::this_thread::sleep_for(kLockPause);
    }
    for (int number = 1; number <= kMaxChains; ++number) {
      std::string chain = stem_ + "-" + std::to_string(number);
      if (lock_chain(session, chain)) return chain;
    }
    throw StoreUnavailable("more than a thousand processes write to the database");
  }

  /// After an error. A connection that the server ended, or that failed twice in a row, is replaced: the next one may
  /// lead to another server. Else it is kept, and with it the chain.
  void give_up() noexcept {
    if (!connection_) return;
    if (is_broken(*connection_->session) || connection_->has_failed) {
      connection_.reset();
    } else {
      connection_->has_failed = true;
    }
  }

  /// Links and adds the rows that are new, and says what became of each decision if they are written. Returns the head
  /// that the chain then has.
  [[nodiscard]] ChainHead link(WritingConnection& connection, const KnownKeys& known, Group& group) const {
    connection.insert->clear();
    group.recorded.clear();
    ChainHead next = head_;
    std::map<Key, const NewDecision*> firsts;
    for (const NewDecision* decision : group.decisions) {
      const auto stored = known.find(key_of(*decision));
      // The row that carries our own id was written by an attempt whose end we did not see.
      const bool is_ours = stored != known.end() && stored->second.id == decision->id;
      const auto [first, is_first] = firsts.emplace(key_of(*decision), decision);
      if (!is_first && (stored == known.end() || stored->second.id == first->second->id)) {
        group.recorded.push_back(Group::compare(*decision, first->second->request_hash, first->second->answer));
      } else if (is_ours) {
        group.recorded.emplace_back();
      } else if (stored != known.end()) {
        group.recorded.push_back(Group::compare(*decision, stored->second.request_hash, stored->second.answer));
      } else {
        append_row(*connection.insert, *decision, next);
        group.recorded.emplace_back();
      }
    }
    return next;
  }

  static void append_row(PostgresInsert& insert, const NewDecision& decision, ChainHead& head) {
    StoredDecision row;
    row.decision = decision;
    row.chain = head.chain;
    row.place = head.place + 1;
    row.personal_hash = hash_of(decision.personal);
    row.previous_hash = head.hash;
    row.hash = hash_of(row);
    insert.add(row);
    head = {row.place, row.hash, decision.created, head.chain};
  }

  /// A row that no chain holds.
  static StoredDecision probe() {
    StoredDecision row;
    for (int part = 0; part < kProbeParts; ++part) row.decision.answer += hex(random_bytes(kProbeBytes));
    return row;
  }

  /// Runs `work` and commits. Throws StoreUnavailable; then nothing has changed, unless the connection broke.
  void in_transaction(const std::function<void(soci::session&, AnswerDeadline&)>& work) {
    WritingConnection& connection = open();
    AnswerDeadline answer(*connection.session, connection.deadline);
    try {
      with_store_errors([&] {
        *connection.session << "BEGIN";
        work(*connection.session, answer);
        *connection.session << "COMMIT";
      });
      connection.has_failed = false;
    } catch (const EntryTaken&) {
      roll_back();
      throw;
    } catch (...) {
      roll_back();
      give_up();
      throw;
    }
  }

  void roll_back() noexcept {
    try {
      *connection_->session << "ROLLBACK";
    } catch (const soci::soci_error&) {
      // The transaction ends with the connection.
      connection_->has_failed = true;
    }
  }

  DatabasePlace place_;
  std::string stem_;
  ChainHead head_;
  std::unique_ptr<WritingConnection> connection_;
};

}  // namespace

std::unique_ptr<Writer> open_postgres_writer(const DatabasePlace& place, const std::string& stem) {
  return std::make_unique<PostgresWriter>(place, stem);
}

}  // namespace prescore::service
