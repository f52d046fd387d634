// Counts what a test program takes from the heap by `new`: whose sources it is one of, has the library's operators
// replaced. Not for fuzz targets, whose driver brings its own.
#pragma once

#include <cstddef>

namespace prescore::test {

/// Bytes that were taken and not given back, now.
[[nodiscard]] std::size_t live_bytes() noexcept;

/// Bytes that were taken since the start, given back or not.
[[nodiscard]] std::size_t taken_bytes() noexcept;

}  // namespace prescore::test
