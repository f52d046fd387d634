#include "memory.hpp"

#include <emscripten/heap.h>

#include <cstdint>
#include <new>

/// Where the linker's own data ends. The linker gives the name.
extern "C" std::uint8_t __heap_base;  // NOLINT(bugprone-reserved-identifier,readability-identifier-naming)

namespace prescore::wasm {
namespace {

std::uintptr_t used = reinterpret_cast<std::uintptr_t>(&__heap_base);
std::uintptr_t kept = reinterpret_cast<std::uintptr_t>(&__heap_base);

}  // namespace

[[gnu::noinline]] void* take_memory(std::size_t size, std::size_t alignment) noexcept {
  const std::uintptr_t place = (used + alignment - 1) & ~(alignment - 1);
  used = place + size;
  if (used < place) __builtin_trap();
  if (used > emscripten_get_heap_size() && emscripten_resize_heap(used) == 0) __builtin_trap();
  return reinterpret_cast<void*>(place);  // NOLINT(performance-no-int-to-ptr): memory is what lies at an address
}

void keep_memory() noexcept { kept = used; }

void free_call_memory() noexcept { used = kept; }

}  // namespace prescore::wasm

namespace {

constexpr std::size_t kAlignment = 16;

}  // namespace

// The standard library's containers, and the glue, which frees what it is given, take memory by these.
void* operator new(std::size_t size) { return prescore::wasm::take_memory(size, kAlignment); }
void* operator new[](std::size_t size) { return prescore::wasm::take_memory(size, kAlignment); }
void operator delete(void* /*place*/) noexcept {}
void operator delete[](void* /*place*/) noexcept {}
void operator delete(void* /*place*/, std::size_t /*size*/) noexcept {}
void operator delete[](void* /*place*/, std::size_t /*size*/) noexcept {}
extern "C" void* malloc(std::size_t size) { return prescore::wasm::take_memory(size, kAlignment); }
extern "C" void free(void* /*place*/) {}
