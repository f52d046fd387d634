#include "service/api/rate_limit.hpp"

#include <algorithm>

namespace prescore::service {

bool RateLimit::take(const std::string& caller, double count, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto [place, is_new] = buckets_.try_emplace(caller, Bucket{rate_.burst, now});
  Bucket& bucket = place->second;
  if (!is_new) {
    const std::chrono::duration<double> passed = now - bucket.filled;
    bucket.left = std::min(rate_.burst, bucket.left + std::max(passed.count(), 0.0) * rate_.per_second);
    bucket.filled = now;
  }
  if (bucket.left < count) return false;
  bucket.left -= count;
  return true;
}

}  // namespace prescore::service
