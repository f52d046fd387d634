// The module's memory: what the programme holds for good, and on top of it what one call takes.
#pragma once

#include <cstddef>

namespace prescore::wasm {

/// Everything is taken off the end of what is in use, and nothing is given back by itself: a call takes little, and the
/// next one begins with `free_call_memory`. So there is no allocator to load. Traps where the memory cannot grow.
/// `alignment` is a power of two.
[[nodiscard]] void* take_memory(std::size_t size, std::size_t alignment) noexcept;

/// What was taken until now stays.
void keep_memory() noexcept;

/// Gives back all that was taken after `keep_memory`.
void free_call_memory() noexcept;

}  // namespace prescore::wasm
