// Work for several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
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

/// Calls `work(begin, end)` for blocks of the places 0 to `count` - 1, on as many threads as the machine has. Blocks
/// may be done at the same time and in any order, so each must write to places of its own. Throws as `run_on_threads`
/// does.
template <typename Work>
void run_on_blocks(std::size_t count, std::size_t block, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const std::size_t blocks = (count + block - 1) / block;
  const auto threads = std::min<std::size_t>(blocks, std::max(std::thread::hardware_concurrency(), 1U));
  run_on_threads(static_cast<unsigned>(threads), [&] {
    for (std::size_t mine = next++; mine < blocks; mine = next++) {
      work(mine * block, std::min(count, (mine + 1) * block));
    }
  });
}

}  // namespace prescore
