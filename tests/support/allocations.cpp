#include "support/allocations.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace prescore::test {
namespace {

std::atomic<std::size_t> live = 0;
std::atomic<std::size_t> taken = 0;

/// Before each block stands its size, and what follows stays aligned.
constexpr std::size_t kHead = alignof(std::max_align_t);
static_assert(kHead >= sizeof(std::size_t));

/// Nothing where there is no memory.
void* take_if_any(std::size_t size) noexcept {
  void* const block = std::malloc(kHead + size);
  if (block == nullptr) return nullptr;
  *static_cast<std::size_t*>(block) = size;
  live += size;
  taken += size;
  return static_cast<char*>(block) + kHead;
}

void* take(std::size_t size) {
  if (void* const pointer = take_if_any(size)) return pointer;
  throw std::bad_alloc();
}

void give_back(void* pointer) noexcept {
  if (pointer == nullptr) return;
  void* const block = static_cast<char*>(pointer) - kHead;
  live -= *static_cast<std::size_t*>(block);
  std::free(block);
}

}  // namespace

std::size_t live_bytes() noexcept { return live; }
std::size_t taken_bytes() noexcept { return taken; }

}  // namespace prescore::test

void* operator new(std::size_t size) { return prescore::test::take(size); }
void* operator new[](std::size_t size) { return prescore::test::take(size); }
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return prescore::test::take_if_any(size);
}
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return prescore::test::take_if_any(size);
}
void operator delete(void* pointer) noexcept { prescore::test::give_back(pointer); }
void operator delete[](void* pointer) noexcept { prescore::test::give_back(pointer); }
void operator delete(void* pointer, std::size_t /*size*/) noexcept { prescore::test::give_back(pointer); }
void operator delete[](void* pointer, std::size_t /*size*/) noexcept { prescore::test::give_back(pointer); }
