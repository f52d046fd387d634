// The circuit breaker of a connector: a place that does not answer is left alone for a while, so that nobody waits for
// it.
//
// Terms: *closed*, calls go through; *open*, none does; *half open*, one call goes through to try.
// Steps: so many calls in a row that failed open it. After its time the next call is the trial: where it succeeds the
// breaker closes, where it fails the breaker is open again. A *ticket* belongs to the state in which its call began:
// what comes back from calls of an earlier state changes nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string_view>

namespace prescore::service {

struct BreakerSettings {
  /// Calls in a row that fail before it opens; at least 1.
  int failures = 5;
  /// How long it stays open before it tries again.
  std::chrono::milliseconds open_time{10'000};
};

class Breaker {
 public:
  using Clock = std::chrono::steady_clock;
  enum class State : std::uint8_t { closed, open, half_open };
  using Ticket = std::uint64_t;

  /// `changed` is called with each new state, under the breaker's lock: it must not call the breaker. May be empty.
  explicit Breaker(BreakerSettings settings, std::function<void(State)> changed = nullptr);

  /// Nothing where the call must not be made. Every ticket comes back once, to `record`.
  [[nodiscard]] std::optional<Ticket> admit(Clock::time_point now);
  void record(Ticket ticket, bool succeeded, Clock::time_point now);

  [[nodiscard]] State state() const;

 private:
  void enter(State state);

  const BreakerSettings settings_;
  const std::function<void(State)> changed_;
  mutable std::mutex mutex_;
  State state_ = State::closed;
  /// Of the present state.
  Ticket ticket_ = 0;
  int failed_in_a_row_ = 0;
  bool is_trying_ = false;
  Clock::time_point opened_;
};

/// `closed`, `open`, `half_open`
[[nodiscard]] std::string_view name(Breaker::State state) noexcept;

}  // namespace prescore::service
