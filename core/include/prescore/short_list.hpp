// A list of a few entries.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>

namespace prescore {

/// At most `capacity` entries, kept inside the list itself, so that a decision allocates no memory for them.
template <typename Entry, std::size_t capacity>
class ShortList {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] bool full() const noexcept { return size_ == capacity; }
  [[nodiscard]] const Entry* begin() const noexcept { return entries_.data(); }
  [[nodiscard]] const Entry* end() const noexcept { return entries_.data() + size_; }
  [[nodiscard]] const Entry& operator[](std::size_t index) const noexcept {
    assert(index < size_);
    return entries_[index];
  }

  /// Adds an entry at the end. The list must not be full.
  void push_back(const Entry& entry) noexcept {
    assert(!full());
    entries_[size_++] = entry;
  }

 private:
  std::array<Entry, capacity> entries_{};
  std::size_t size_ = 0;
};

}  // namespace prescore
