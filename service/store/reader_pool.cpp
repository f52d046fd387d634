#include "service/store/reader_pool.hpp"

#include <utility>

#include "service/store/postgres_connection.hpp"

namespace prescore::service {
namespace {

/// Of SQLite one: its reads take microseconds, and it is replaced with its file.
constexpr std::size_t kSqliteConnections = 1;
constexpr std::size_t kPostgresConnections = 8;
/// And twice as long as the failure took.
constexpr std::chrono::milliseconds kReadPause{500};
/// How long a thread waits for a connection that others use.
constexpr std::chrono::milliseconds kTakeWait{1000};
/// A connection that broke later than this after the begin was cut, because the server did not answer.
constexpr std::chrono::milliseconds kSoon{500};

}  // namespace

ReaderPool::ReaderPool(DatabasePlace place)
    : place_(std::move(place)), capacity_(place_.is_postgres() ? kPostgresConnections : kSqliteConnections) {}

void ReaderPool::read(const std::function<void(soci::session&)>& work) {
  for (;;) {
    std::unique_ptr<Connection> connection = take();
    const auto begin = Time::now();
    try {
      if (!connection) connection = make();
      run(*connection, work);
    } catch (const StoreUnavailable& error) {
      const bool is_replaced = connection && may_replace(*connection, begin);
      lose();
      if (is_replaced) continue;
      pause(Time::now() - begin, error.what());
      throw;
    } catch (...) {
      lose();
      throw;
    }
    return give_back(std::move(connection));
  }
}

std::unique_ptr<ReaderPool::Connection> ReaderPool::take() {
  std::unique_lock lock(mutex_);
  if (Time::now() < pause_end_) throw StoreUnavailable(pause_reason_);
  // SQLite's one is waited for as long as it takes: it never hangs.
  const auto is_free = [this] { return in_use_ < capacity_; };
  if (!place_.is_postgres()) {
    free_.wait(lock, is_free);
  } else if (!free_.wait_for(lock, kTakeWait, is_free)) {
    throw StoreUnavailable("all connections for reading are in use");
  }
  ++in_use_;
  while (!idle_.empty()) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    if (connection->watch && !connection->watch->is_same()) continue;
    return connection;
  }
  return nullptr;
}

std::unique_ptr<ReaderPool::Connection> ReaderPool::make() {
  auto connection = std::make_unique<Connection>();
  if (!place_.is_postgres()) {
    const std::lock_guard lock(mutex_);
    if (last_watch_ && last_watch_->is_mixed()) throw StoreUnavailable(mixed_files(place_));
  }
  connection->session = open_session(place_, SessionUse::read);
  if (place_.is_postgres()) return connection;
  connection->watch.emplace(place_.file);
  const std::lock_guard lock(mutex_);
  last_watch_ = connection->watch;
  return connection;
}

void ReaderPool::run(const Connection& connection, const std::function<void(soci::session&)>& work) const {
  std::optional<AnswerDeadline> deadline;
  if (place_.is_postgres()) deadline.emplace(*connection.session, answer_limit(SessionUse::read));
  with_store_errors([&] { work(*connection.session); });
}

bool ReaderPool::may_replace(const Connection& connection, Time::time_point begin) const noexcept {
  return place_.is_postgres() && connection.was_used && is_broken(*connection.session) && Time::now() < begin + kSoon;
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  connection->was_used = true;
  {
    const std::lock_guard lock(mutex_);
    --in_use_;
    idle_.push_back(std::move(connection));
  }
  free_.notify_one();
}

void ReaderPool::lose() {
  {
    const std::lock_guard lock(mutex_);
    --in_use_;
    // The others are likely broken as well.
    idle_.clear();
  }
  free_.notify_one();
}

void ReaderPool::pause(Time::duration taken, const std::string& reason) {
  if (!place_.is_postgres()) return;
  const std::lock_guard lock(mutex_);
  pause_end_ = Time::now() + kReadPause + 2 * taken;
  pause_reason_ = reason;
}

}  // namespace prescore::service
