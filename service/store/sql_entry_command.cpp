#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "service/store/sql_chain.hpp"
#include "service/store/sql_entries.hpp"
#include "service/store/sql_entry_log.hpp"
#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

/// How often, and how long apart, the log file is tried to be emptied while something reads an older state.
constexpr int kTries = 20;
constexpr std::chrono::milliseconds kPause{250};

bool is_sqlite(soci::session& session) { return session.get_backend_name() == "sqlite3"; }

}  // namespace

/// Two commands at once would write the same places of one chain. The lock ends with the process, however it ends.
class CommandLock {
 public:
  explicit CommandLock(const std::string& file)
      : descriptor_(open((file + ".commands.lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
    if (descriptor_ < 0) throw StoreUnavailable("the lock " + file + ".commands.lock cannot be made");
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
    close(descriptor_);
    throw StoreUnusable("another command of prescore-service writes to " + file + ": wait until it is done");
  }
  ~CommandLock() { close(descriptor_); }
  CommandLock(const CommandLock&) = delete;
  CommandLock& operator=(const CommandLock&) = delete;

 private:
  int descriptor_;
};

struct EntryCommand::State {
  explicit State(const DatabasePlace& place) : session(open_session(place, SessionUse::write)) {
    require_schema(*session, place);
    if (place.is_postgres()) {
      bool is_locked = false;
      with_store_errors([&] { is_locked = lock_chain(*session, kCommandChain); });
      if (!is_locked) throw StoreUnusable("another command of prescore-service writes: wait until it is done");
      return;
    }
    lock.emplace(place.file);
    // The service commits meanwhile; this waits for it as long as a slow disk needs.
    with_store_errors([this] { *session << "PRAGMA busy_timeout = 30000"; });
  }

  /// Of a file; on PostgreSQL the session has it.
  std::optional<CommandLock> lock;
  std::unique_ptr<soci::session> session;
};

EntryCommand::EntryCommand(const DatabasePlace& place) : state_(std::make_unique<State>(place)) {}
EntryCommand::~EntryCommand() = default;

void EntryCommand::change(const std::function<void(EntryLog&)>& work) {
  soci::session& session = *state_->session;
  with_store_errors([&] {
    // Takes SQLite's lock of writers first, so that the head that is read is the one that is followed.
    session << (is_sqlite(session) ? "BEGIN IMMEDIATE" : "BEGIN");
    try {
      SqlEntryLog entries(session, kCommandChain, read_head(session, kCommandChain));
      work(entries);
      session << "COMMIT";
    } catch (...) {
      session << "ROLLBACK";
      throw;
    }
  });
}

bool EntryCommand::clean() {
  soci::session& session = *state_->session;
  bool is_clean = !is_sqlite(session);
  for (int tries = 0; tries < kTries && !is_clean; ++tries) {
    if (tries > 0) std::this_thread::sleep_for(kPause);
    with_store_errors([&] {
      int busy = 1;
      int pages = 0;
      int moved = 0;
      session << "PRAGMA wal_checkpoint(TRUNCATE)", soci::into(busy), soci::into(pages), soci::into(moved);
      is_clean = busy == 0;
    });
  }
  return is_clean;
}

}  // namespace prescore::service
