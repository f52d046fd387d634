#include "cli/commands/process_cost.hpp"

#include <sys/resource.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

namespace prescore {
namespace {

double seconds_of(const timeval& time) noexcept {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// In KiB. Linux's `ru_maxrss` counts the program that started this one too, where that was the larger.
double peak_memory_kib(const rusage& usage) {
  constexpr std::string_view kPeak = "VmHWM:";
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(kPeak)) return std::strtod(line.c_str() + kPeak.size(), nullptr);
  }
  return static_cast<double>(usage.ru_maxrss);
}

}  // namespace

ProcessCost process_cost() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return {seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime), peak_memory_kib(usage) * 1024 / 1e6};
}

}  // namespace prescore
