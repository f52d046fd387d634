// Connections for reading, shared by all threads that answer.
//
// Terms: a *pause* follows a connection that could not be made or that failed: reads within it fail at once. Without
// it, a server that hangs would hold a thread for the whole limit at each request, and the thread answers others as
// well. Steps of a read: take a connection that is free, or make one, or wait for one; run; give it back. A connection
// that had been used before and turns out to be broken is replaced once: the server was restarted meanwhile.
#pragma once

#include <soci/soci.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "service/store/sql_session.hpp"

namespace prescore::service {

class ReaderPool {
 public:
  explicit ReaderPool(DatabasePlace place);

  /// Calls `work` with a connection that nobody else uses meanwhile; twice where the first one was broken. Throws
  /// StoreUnavailable.
  void read(const std::function<void(soci::session&)>& work);

  [[nodiscard]] const DatabasePlace& place() const noexcept { return place_; }

 private:
  using Time = std::chrono::steady_clock;

  struct Connection {
    std::unique_ptr<soci::session> session;
    /// Of an SQLite file.
    std::optional<FileWatch> watch;
    bool was_used = false;
  };

  /// Null where none is free and another one may be made.
  [[nodiscard]] std::unique_ptr<Connection> take();
  void give_back(std::unique_ptr<Connection> connection);
  void lose();
  void pause(Time::duration taken, const std::string& reason);
  [[nodiscard]] std::unique_ptr<Connection> make();
  void run(const Connection& connection, const std::function<void(soci::session&)>& work) const;
  [[nodiscard]] bool may_replace(const Connection& connection, Time::time_point begin) const noexcept;

  const DatabasePlace place_;
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<Connection>> idle_;
  /// Connections that are in use or being made.
  std::size_t in_use_ = 0;
  Time::time_point pause_end_;
  std::string pause_reason_;
  /// The files that were read last, so that mixed ones are noticed.
  std::optional<FileWatch> last_watch_;
};

}  // namespace prescore::service
