#include "service/commands/follower.hpp"

#include <chrono>
#include <iostream>

namespace prescore::service {
namespace {

constexpr std::chrono::milliseconds kInterval{1000};

}  // namespace

Follower::Follower(Service& service) : service_(service), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Follower::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, stop, kInterval, [&stop] { return stop.stop_requested(); })) look();
}

void Follower::look() {
  try {
    if (service_.reload()) {
      service_.observer.reload("release", true);
      service_.observer.event("followed", service_.clock.now(),
                              "\"place\":" + std::to_string(service_.catalogue()->last_step));
    }
    problem_.clear();
  } catch (const StoreUnavailable&) {
    // The journal reports that, and the next look makes up for it.
    return;
  } catch (const std::exception& error) {
    // What was in force stays in force.
    if (problem_ == error.what()) return;
    problem_ = error.what();
    service_.observer.reload("release", false);
    service_.observer.event("not_followed", service_.clock.now());
    std::cerr << "prescore-service: a release of another process was not taken: " << problem_ << "\n";
  }
}

}  // namespace prescore::service
