// Reads JSON that is plain: objects of texts in ASCII without escapes, which nearly every request and every record is.
// It is a few times as quick as a parser that builds a tree. What is not plain is left to that one.
#pragma once

#include <cstddef>
#include <string_view>

namespace prescore::service {

/// Where a pass through a text stands. Each `take` goes on behind what it names, and returns whether that was there.
class JsonPass {
 public:
  explicit JsonPass(std::string_view text) noexcept : at_(text.data()), end_(text.data() + text.size()) {}

  void skip_blanks() noexcept {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
  }

  /// Of a mark and the blanks around it.
  [[nodiscard]] bool take(char mark) noexcept {
    skip_blanks();
    if (at_ == end_ || *at_ != mark) return false;
    ++at_;
    skip_blanks();
    return true;
  }

  /// Of a text between quotation marks, which is what it stands for: without escapes, in ASCII.
  [[nodiscard]] bool take_text(std::string_view& text) noexcept {
    if (at_ == end_ || *at_ != '"') return false;
    const char* const start = ++at_;
    while (at_ < end_ && *at_ >= ' ' && *at_ < 127 && *at_ != '"' && *at_ != '\\') ++at_;
    if (at_ == end_ || *at_ != '"') return false;
    text = {start, static_cast<std::size_t>(at_ - start)};
    ++at_;
    return true;
  }

  /// Of an object, whose members `take_value` reads by their names.
  template <typename TakeValue>
  [[nodiscard]] bool take_object(TakeValue take_value) {
    if (!take('{')) return false;
    if (take('}')) return true;
    do {
      std::string_view member;
      if (!take_text(member) || !take(':') || !take_value(member)) return false;
    } while (take(','));
    return take('}');
  }

  [[nodiscard]] bool is_at_end() const noexcept { return at_ == end_; }

 private:
  const char* at_;
  const char* end_;
};

}  // namespace prescore::service
