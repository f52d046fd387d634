// Moves what SQLite's log file holds into the main file, beside the writer.
//
// Terms: SQLite's *log* is the file that ends in -wal: a commit appends the pages that it changed, and waits for the
// disk. To *move* is to copy pages from there into the main file (a checkpoint). The log begins again from its start
// once all of it was moved, else it grows.
// Steps: a thread with a connection of its own moves the log part by part, while the writer goes on. It never catches
// up with a busy writer, so once the log is long, the writer moves the little that is left by itself, between two
// groups. Where the thread gets no time to keep up, the writer moves it all.
// Why: SQLite by itself moves a thousand pages inside a commit, and everybody waits for two more flushes and all these
// pages.
#pragma once

#include <soci/soci.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "service/store/database_place.hpp"

namespace prescore::service {

class Checkpointer {
 public:
  /// Takes over from SQLite's own checkpoints on the connection of the writer, which must outlive the object. Throws
  /// StoreUnavailable.
  Checkpointer(const DatabasePlace& place, soci::session& writer);
  /// Waits for the part that is being moved.
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  /// After a commit, on the writer's thread: has a part moved where one is due.
  void after_commit();

 private:
  /// On the writer's thread. SQLite reports here how many pages the log has after a commit.
  void see_log(int pages) noexcept;
  void take_found() noexcept;
  void move_in_background();
  void run();

  soci::session& writer_;
  std::unique_ptr<soci::session> session_;
  // Only the writer's thread uses these four.
  /// Pages of the log, and those of them that were moved.
  int pages_ = 0;
  int moved_ = 0;
  /// How many pages the log must have for the next look.
  int due_;
  /// The log began again since the thread was asked to move a part, so what it found is about the log before.
  bool is_other_log_ = false;
  /// The thread moves a part, and only it may use `found_`: how many pages of the log are moved by now.
  std::atomic<bool> is_moving_ = false;
  int found_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_wanted_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace prescore::service
