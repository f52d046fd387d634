#include "service/connectors/breaker.hpp"

#include <utility>

namespace prescore::service {

Breaker::Breaker(BreakerSettings settings, std::function<void(State)> changed)
    : settings_(settings), changed_(std::move(changed)) {}

std::optional<Breaker::Ticket> Breaker::admit(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (state_ == State::open && now - opened_ >= settings_.open_time) enter(State::half_open);
  if (state_ == State::open || (state_ == State::half_open && is_trying_)) return std::nullopt;
  is_trying_ = state_ == State::half_open;
  return ticket_;
}

void Breaker::record(Ticket ticket, bool succeeded, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (ticket != ticket_) return;
  if (succeeded) {
    failed_in_a_row_ = 0;
    if (state_ == State::half_open) enter(State::closed);
    return;
  }
  if (state_ == State::closed && ++failed_in_a_row_ < settings_.failures) return;
  opened_ = now;
  enter(State::open);
}

Breaker::State Breaker::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void Breaker::enter(State state) {
  state_ = state;
  ++ticket_;
  failed_in_a_row_ = 0;
  is_trying_ = false;
  if (changed_) changed_(state);
}

std::string_view name(Breaker::State state) noexcept {
  switch (state) {
    case Breaker::State::closed:
      return "closed";
    case Breaker::State::open:
      return "open";
    case Breaker::State::half_open:
      break;
  }
  return "half_open";
}

}  // namespace prescore::service
