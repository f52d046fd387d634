#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "service/store/chain.hpp"
#include "service/store/checkpointer.hpp"
#include "service/store/log_statement.hpp"
#include "service/store/postgres_writer.hpp"
#include "service/store/sql_chain.hpp"
#include "service/store/sql_entry_log.hpp"
#include "service/store/sql_releases.hpp"
#include "service/store/sql_rows.hpp"
#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

/// Keeps a second process from writing to the same file. The lock ends with the process, however it ends.
class WriterLock {
 public:
  explicit WriterLock(const std::string& file)
      : descriptor_(open((file + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
    if (descriptor_ < 0) throw StoreUnavailable("the lock " + file + ".lock cannot be made");
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    close(descriptor_);
    throw StoreUnusable("another prescore-service writes to " + file + ": stop it first, or name another database");
  }
  ~WriterLock() { close(descriptor_); }
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  int descriptor_;
};

/// A connection with the statements that every decision needs, prepared once.
class WritingSession {
 public:
  explicit WritingSession(const DatabasePlace& place) : session_(open_session(place, SessionUse::write)) {
    require_schema(*session_, place);
    statements_.emplace(*session_);
    // SQLite has opened all its files by now.
    watch_.emplace(place.file);
    checkpointer_ = std::make_unique<Checkpointer>(place, *session_);
    if (!is_whole()) throw StoreUnavailable("the database " + place.file + " was replaced while it was opened");
  }

  void begin() { statements_->begin.run(); }
  void commit() { statements_->commit.run(); }
  /// Never throws: the transaction ends with the connection in any case.
  void roll_back() noexcept {
    try {
      *session_ << "ROLLBACK";
    } catch (const soci::soci_error&) {
      return;
    }
  }

  /// Whether the row is new; if so, it is in the table now.
  [[nodiscard]] bool insert(const NewDecision& decision, const ChainLink& link, std::string_view hash) {
    LogStatement& row = statements_->insert;
    row.bind(link.chain, link.place, decision.id, decision.created, decision.caller, decision.idempotency_key,
             decision.request_hash, decision.programme, decision.version, decision.engine, decision.outcome,
             decision.basis, decision.pd_ppm, decision.challenger, decision.hint, decision.answer, link.personal_hash,
             link.previous_hash, hash);
    if (row.run() == 0) return false;
    const PersonalPart& personal = decision.personal;
    statements_->insert_personal.bind(decision.id, personal.salt, personal.client, personal.answers,
                                      personal.enrichment);
    statements_->insert_personal.run();
    return true;
  }

  /// What became of the request whose key `decision` has, where `insert` refused it.
  [[nodiscard]] Recorded earlier(const NewDecision& decision) {
    std::string request_hash;
    std::string answer;
    statements_->find_earlier.bind(decision.caller, decision.idempotency_key);
    statements_->find_earlier.read(request_hash, answer);
    if (request_hash != decision.request_hash) return {Recorded::Kind::key_reused, {}};
    return {Recorded::Kind::replayed, std::move(answer)};
  }

  [[nodiscard]] bool is_whole() const noexcept { return watch_->is_same(); }

  /// Moves what only the log file holds into the main file, as far as that works, and empties the log. A log that was
  /// removed can be read by the connections that had it open, and by nobody after them; a log that stays beside another
  /// main file would be written into that one.
  void save() noexcept {
    checkpointer_.reset();
    try {
      *session_ << "PRAGMA wal_checkpoint(TRUNCATE)";
    } catch (const soci::soci_error&) {
      return;
    }
  }
  void tidy() { checkpointer_->after_commit(); }
  [[nodiscard]] const FileWatch& watch() const noexcept { return *watch_; }
  [[nodiscard]] soci::session& session() noexcept { return *session_; }

 private:
  struct Statements {
    explicit Statements(soci::session& session)
        : begin(session, "BEGIN IMMEDIATE"),
          commit(session, "COMMIT"),
          // Every error ends the transaction here. SQLite's usual way, to undo the one statement, would copy each page
          // that the statement changes, because a trigger may change more of them.
          insert(session, "INSERT OR ROLLBACK INTO decision (" + std::string(kDecisionColumns) +
                              ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
                              " ON CONFLICT (caller, idempotency_key) DO NOTHING"),
          insert_personal(session,
                          "INSERT INTO decision_personal (decision_id, salt, client, answers, enrichment)"
                          " VALUES (?,?,?,?,?)"),
          find_earlier(session, "SELECT request_hash, answer FROM decision WHERE caller = ? AND idempotency_key = ?") {}

    LogStatement begin;
    LogStatement commit;
    LogStatement insert;
    LogStatement insert_personal;
    LogStatement find_earlier;
  };

  std::unique_ptr<soci::session> session_;
  std::optional<Statements> statements_;
  std::optional<FileWatch> watch_;
  std::unique_ptr<Checkpointer> checkpointer_;
};

class SqliteWriter final : public Writer {
 public:
  SqliteWriter(DatabasePlace place, std::string chain)
      : place_(std::move(place)), chain_(std::move(chain)), lock_(place_.file) {
    open();
  }

  std::vector<Recorded> append(const std::vector<const NewDecision*>& decisions) override {
    std::vector<Recorded> recorded;
    recorded.reserve(decisions.size());
    ChainHead next = head_;
    in_transaction([&](WritingSession& session) {
      recorded.clear();
      next = head_;
      for (const NewDecision* decision : decisions) recorded.push_back(append_one(session, *decision, next));
    });
    head_ = next;
    return recorded;
  }

  void add_version(const StoredVersion& version) override {
    in_transaction([&](WritingSession& session) { insert_version(session.session(), version); });
  }

  bool add_step(const ReleaseStep& step) override {
    bool is_free = false;
    in_transaction([&](WritingSession& session) { is_free = insert_step(session.session(), step); });
    return is_free;
  }

  void change_entries(const std::function<void(EntryLog&)>& work) override {
    ChainHead next;
    in_transaction([&](WritingSession& session) {
      SqlEntryLog entries(session.session(), chain_, head_);
      work(entries);
      next = entries.head();
    });
    head_ = next;
  }

  void tidy() noexcept override {
    if (session_) session_->tidy();
  }

  std::string try_to_write() override {
    try {
      // Writes a page, so that a full disk is found too.
      in_transaction(
          [](WritingSession& session) { session.session() << "UPDATE schema_version SET version = version"; });
      return {};
    } catch (const std::exception& error) {
      return error.what();
    }
  }

  [[nodiscard]] const ChainHead& head() const noexcept override { return head_; }

 private:
  /// The connection; a new one where the last one failed or its file is another one now.
  WritingSession& open() {
    if (session_ && !session_->is_whole()) {
      session_->save();
      session_.reset();
    }
    if (!session_) {
      if (watch_ && watch_->is_mixed()) throw StoreUnavailable(mixed_files(place_));
      session_ = std::make_unique<WritingSession>(place_);
      ChainHead found;
      bool is_whole = false;
      with_store_errors([&] {
        found = read_head(session_->session(), chain_);
        is_whole = holds(session_->session(), head_);
      });
      // Another file, or an older copy of it, was put in this one's place: what was answered is not in it.
      if (!is_whole) {
        session_.reset();
        throw StoreUnavailable("the database " + place_.file + " lacks decisions that were recorded: restore it");
      }
      head_ = found;
      watch_ = session_->watch();
    }
    return *session_;
  }

  /// Runs `work` and commits. Throws StoreUnavailable; then nothing has changed.
  void in_transaction(const std::function<void(WritingSession&)>& work) {
    WritingSession& session = open();
    try {
      with_store_errors([&] {
        session.begin();
        work(session);
        session.commit();
      });
    } catch (...) {
      // A commit that failed is open still, and a connection that failed once may fail for ever.
      session.roll_back();
      session_.reset();
      throw;
    }
  }

  [[nodiscard]] Recorded append_one(WritingSession& session, const NewDecision& decision, ChainHead& head) const {
    const std::string personal_hash = hash_of(decision.personal);
    const ChainLink link{chain_, head.place + 1, personal_hash, head.hash};
    std::string hash = hash_of(decision, link);
    if (!session.insert(decision, link, hash)) return session.earlier(decision);
    head = {link.place, std::move(hash), decision.created, chain_};
    return {};
  }

  DatabasePlace place_;
  std::string chain_;
  WriterLock lock_;
  ChainHead head_;
  std::unique_ptr<WritingSession> session_;
  /// The files that were written to last.
  std::optional<FileWatch> watch_;
};

}  // namespace

std::unique_ptr<Writer> open_writer(const DatabasePlace& place, const std::string& chain) {
  if (place.is_postgres()) return open_postgres_writer(place, chain);
  return std::make_unique<SqliteWriter>(place, chain);
}

}  // namespace prescore::service
