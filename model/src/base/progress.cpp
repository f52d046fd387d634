#include "base/progress.hpp"

#include <unistd.h>

#include <iostream>
#include <utility>

namespace prescore {
namespace {

constexpr std::chrono::milliseconds kQuiet{1000};
constexpr std::chrono::milliseconds kInterval{100};
/// Returns to the start of the line and erases it.
constexpr const char* kEraseLine = "\r\x1b[K";

}  // namespace

Progress::Progress(std::string doing, std::uint64_t total)
    : doing_(std::move(doing)), total_(total), at_terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (shown_) std::cerr << kEraseLine << std::flush;
}

void Progress::show(std::uint64_t done) {
  if (!at_terminal_) return;
  const Clock::time_point now = Clock::now();
  if (now - started_ < kQuiet || now - last_shown_ < kInterval) return;
  last_shown_ = now;
  shown_ = true;
  std::cerr << kEraseLine << doing_ << ": ";
  if (total_ == 0 || done == 0 || done > total_) {
    std::cerr << done << std::flush;
    return;
  }
  const auto elapsed = std::chrono::duration<double>(now - started_).count();
  const double left = elapsed * static_cast<double>(total_ - done) / static_cast<double>(done);
  std::cerr << done * 100 / total_ << " %, about " << static_cast<std::uint64_t>(left) + 1 << " s left" << std::flush;
}

}  // namespace prescore
