// Notices what other processes released in the same database.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "service/api/service.hpp"

namespace prescore::service {

/// Looks every second for new versions and steps of releases; ends with the object. Each answer names the version that
/// decided, so it is plain which one was in force where.
class Follower {
 public:
  /// `service` must outlive it.
  explicit Follower(Service& service);

 private:
  void run(const std::stop_token& stop);
  void look();

  Service& service_;
  /// Why the last look failed, so that it is told once.
  std::string problem_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace prescore::service
