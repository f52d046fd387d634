#pragma once

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

namespace prescore {

/// A value or the error that took its place. Never both, never neither.
/// `value()` and `error()` may only be called after `ok()` was asked; calling the wrong one is our bug and asserts.
template <typename Value, typename Error>
class [[nodiscard]] Result {
 public:
  Result(Value value) noexcept : content_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) noexcept : content_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const noexcept { return content_.index() == 0; }

  [[nodiscard]] Value& value() noexcept {
    assert(ok());
    return *std::get_if<0>(&content_);
  }
  [[nodiscard]] const Value& value() const noexcept {
    assert(ok());
    return *std::get_if<0>(&content_);
  }
  [[nodiscard]] const Error& error() const noexcept {
    assert(!ok());
    return *std::get_if<1>(&content_);
  }

 private:
  std::variant<Value, Error> content_;
};

}  // namespace prescore
