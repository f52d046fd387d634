// Tells a person at a terminal how far a long run is. Silent in pipes and for anything under a second.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace prescore {

class Progress {
 public:
  /// `doing` as in "training"; `total` in any unit, 0 where it is unknown.
  Progress(std::string doing, std::uint64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Shows, at most ten times a second, how much is done and about how long the rest takes.
  void show(std::uint64_t done);

 private:
  using Clock = std::chrono::steady_clock;

  std::string doing_;
  std::uint64_t total_;
  bool at_terminal_;
  bool shown_ = false;
  Clock::time_point started_ = Clock::now();
  Clock::time_point last_shown_ = started_;
};

}  // namespace prescore
