#include "service/store/checkpointer.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>

#include "service/store/sql_session.hpp"

namespace prescore::service {
namespace {

/// Pages of the log, of 4 KiB each.
constexpr int kLogPart = 1000;
/// From here on the log is to begin again.
constexpr int kLong = 8'000;
/// So few are moved by the writer itself.
constexpr int kFew = 250;
/// From here on it moves as many as there are.
constexpr int kTooLong = 2 * kLong;

sqlite_api::sqlite3* handle_of(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend&>(*session.get_backend()).conn_;
}

/// Moves what no reader needs at its old place. Returns how many pages of the log were moved by now, or -1 where that
/// is not known: the disk is full, or another process moves them.
int move_pages(soci::session& session) noexcept {
  int pages = 0;
  int moved = -1;
  const int code =
      sqlite_api::sqlite3_wal_checkpoint_v2(handle_of(session), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
  return code == SQLITE_OK ? moved : -1;
}

}  // namespace

Checkpointer::Checkpointer(const DatabasePlace& place, soci::session& writer)
    : writer_(writer), session_(open_session(place, SessionUse::write)), due_(kLogPart) {
  const auto report = [](void* self, sqlite_api::sqlite3*, const char*, int pages) {
    static_cast<Checkpointer*>(self)->see_log(pages);
    return SQLITE_OK;
  };
  sqlite_api::sqlite3_wal_hook(handle_of(writer_), report, this);
  thread_ = std::thread([this] { run(); });
}

Checkpointer::~Checkpointer() {
  sqlite_api::sqlite3_wal_hook(handle_of(writer_), nullptr, nullptr);
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Checkpointer::see_log(int pages) noexcept {
  if (pages < pages_) {
    moved_ = 0;
    due_ = kLogPart;
    is_other_log_ = true;
  }
  pages_ = pages;
}

void Checkpointer::take_found() noexcept {
  if (!is_other_log_) moved_ = std::max(moved_, found_);
  found_ = 0;
}

void Checkpointer::after_commit() {
  if (pages_ < due_ || is_moving_.load(std::memory_order_acquire)) return;
  take_found();
  const bool is_long = pages_ >= kLong;
  if (is_long && (pages_ - moved_ <= kFew || pages_ >= kTooLong)) {
    moved_ = std::max(moved_, move_pages(writer_));
    // Where all were moved, the log begins again. Else somebody reads what was, and that may take long.
    due_ = pages_ + kLogPart;
    return;
  }
  due_ = is_long ? pages_ : pages_ + kLogPart;
  move_in_background();
}

void Checkpointer::move_in_background() {
  is_other_log_ = false;
  is_moving_.store(true, std::memory_order_relaxed);
  {
    const std::lock_guard lock(mutex_);
    is_wanted_ = true;
  }
  wake_.notify_one();
}

void Checkpointer::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || is_wanted_; });
    if (stopping_) return;
    is_wanted_ = false;
    lock.unlock();
    found_ = move_pages(*session_);
    is_moving_.store(false, std::memory_order_release);
    lock.lock();
  }
}

}  // namespace prescore::service
