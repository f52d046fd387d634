// What one client may cost.
#pragma once

#include <chrono>
#include <cstddef>

namespace prescore::service {

struct HttpLimits {
  /// The request line and all headers, in bytes.
  std::size_t head_bytes = std::size_t{8} * 1024;
  /// Connections at a time; more are answered 503 and closed.
  std::size_t connections = 1000;
  /// All bodies that are being read or answered, in bytes; a request beyond it is answered 503.
  std::size_t body_bytes = std::size_t{64} * 1024 * 1024;
  /// From the first byte of a request to the end of its head.
  std::chrono::milliseconds head_time{5'000};
  /// From the end of the head to the end of the body.
  std::chrono::milliseconds body_time{10'000};
  /// Between two requests.
  std::chrono::milliseconds idle_time{60'000};
  /// For an answer to be taken.
  std::chrono::milliseconds write_time{10'000};
  /// After SIGTERM: for connections to send their last request and get its answer.
  std::chrono::milliseconds drain_time{5'000};
};

}  // namespace prescore::service
