#pragma once

#include <cassert>
#include <utility>

namespace prescore {

/// A value or the error that took its place; the other of the two is a default one that nobody sees. Not a variant,
/// which would weigh more in what a page loads than the bytes of memory that it saves.
/// `value()` and `error()` may only be called after `ok()` was asked; calling the wrong one is our bug and asserts.
template <typename Value, typename Error>
class [[nodiscard]] Result {
 public:
  // Made of either without a word, so that a function can just return it; moved, as a list of issues is.
  // cppcheck-suppress noExplicitConstructor
  Result(Value value) noexcept : value_(std::move(value)), ok_(true) {}
  // cppcheck-suppress [noExplicitConstructor, passedByValue]
  Result(Error error) noexcept : error_(std::move(error)), ok_(false) {}

  [[nodiscard]] bool ok() const noexcept { return ok_; }

  [[nodiscard]] Value& value() noexcept {
    assert(ok_);
    return value_;
  }
  [[nodiscard]] const Value& value() const noexcept {
    assert(ok_);
    return value_;
  }
  [[nodiscard]] const Error& error() const noexcept {
    assert(!ok_);
    return error_;
  }

 private:
  Value value_{};
  Error error_{};
  bool ok_;
};

}  // namespace prescore
