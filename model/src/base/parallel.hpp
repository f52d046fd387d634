// Work for several threads.
#pragma once

#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace prescore {

/// Runs `work` on `threads` threads at once, the caller's among them, and returns when all have ended. The system may
/// give fewer threads (WebAssembly gives none), so each run of `work` must go on until nothing is left to do.
/// An exception of `work` is thrown once all threads have ended; if there are several, one of them.
template <typename Work>
void run_on_threads(unsigned threads, const Work& work) {
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const auto run = [&] {
    try {
      work();
    } catch (...) {
      const std::lock_guard lock(failure_mutex);
      failure = std::current_exception();
    }
  };
  std::vector<std::thread> helpers;
  try {
    helpers.reserve(threads);
    for (unsigned helper = 1; helper < threads; ++helper) helpers.emplace_back(run);
  } catch (...) {
    // No more threads or no more memory: those that are there do the work.
  }
  run();
  for (std::thread& helper : helpers) helper.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace prescore
