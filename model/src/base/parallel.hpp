// Work for several threads.
#pragma once

#include <functional>
#include <thread>
#include <vector>

namespace prescore {

/// Runs `work` on `threads` threads at once, the caller's among them, and returns when all have ended.
template <typename Work>
void run_on_threads(unsigned threads, const Work& work) {
  std::vector<std::thread> helpers;
  for (unsigned helper = 1; helper < threads; ++helper) helpers.emplace_back(std::cref(work));
  work();
  for (std::thread& helper : helpers) helper.join();
}

}  // namespace prescore
