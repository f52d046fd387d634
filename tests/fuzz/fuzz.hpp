// What every fuzz target shares.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace prescore::test {

/// Stops the fuzzer, which keeps the input, where a promise is broken.
inline void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "Broken promise: %s\n", promise);
  std::abort();
}

}  // namespace prescore::test
