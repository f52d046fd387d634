// How often a caller may ask: a bucket of tokens for each, filled at a steady rate.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace prescore::service {

struct Rate {
  /// Requests a second in the long run; a batch counts each of its decisions.
  double per_second = 1000;
  /// How many may come at once.
  double burst = 2000;
};

class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;

  explicit RateLimit(const Rate& rate) : rate_(rate) {}

  /// Whether `caller` may make `count` requests at `now`; if so, they are counted.
  [[nodiscard]] bool take(const std::string& caller, double count, Clock::time_point now);

 private:
  struct Bucket {
    double left = 0;
    Clock::time_point filled;
  };

  Rate rate_;
  std::mutex mutex_;
  // As many as there are callers, whose names the token file holds.
  std::map<std::string, Bucket> buckets_;
};

}  // namespace prescore::service
