// Work for several threads.
#pragma once

#include <functional>
#include <system_error>
#include <thread>
#include <vector>

namespace prescore {

/// Runs `work` on `threads` threads at once, the caller's among them, and returns when all have ended. The system may
/// give fewer threads (WebAssembly gives none): so each run of `work` goes on until nothing is left to do.
template <typename Work>
void run_on_threads(unsigned threads, const Work& work) {
  std::vector<std::thread> helpers;
  helpers.reserve(threads);
  try {
    for (unsigned helper = 1; helper < threads; ++helper) helpers.emplace_back(std::cref(work));
  } catch (const std::system_error&) {
    // Those that are there do the work.
  }
  work();
  for (std::thread& helper : helpers) helper.join();
}

}  // namespace prescore
