// A value or an error, for code without exceptions.
#pragma once

#include <cassert>
#include <utility>

namespace prescore {

/// A value, or the error that there is instead. Ask `ok()` first: `value()` of an error and `error()` of a value are
/// bugs of the caller, which assert. Both types need a default constructor, because the one that is not there is a
/// default one. (A variant would save that memory, and cost the page more bytes of code.)
template <typename Value, typename Error>
class [[nodiscard]] Result {
 public:
  // Not explicit, so that a function can return either; by value, so that a list of issues can be moved in.
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
