#include "number_text.hpp"

#include <array>
#include <cstddef>

namespace prescore {
namespace {

constexpr std::array<std::string_view, 10> kSpaces = {" ",  "\t",     "\n",     "\r",     "\v",
                                                      "\f", "\u00a0", "\u202f", "\u2009", "\u2007"};
constexpr std::array<std::string_view, 4> kGroupMarks = {"'", "\u2019", ",", "."};
constexpr std::string_view kMinusSign = "\u2212";

constexpr bool is_digit(char character) noexcept { return character >= '0' && character <= '9'; }

/// The length of the one of `marks` that `text` starts with, or 0.
template <std::size_t size>
std::size_t starting_mark(std::string_view text, const std::array<std::string_view, size>& marks) noexcept {
  for (const std::string_view mark : marks) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

std::size_t digit_count(std::string_view text) noexcept {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

bool all_digits(std::string_view text) noexcept { return digit_count(text) == text.size(); }

/// The separator that groups digits at the start of `text`: a space of any kind counts as one and the same.
std::string_view group_mark(std::string_view text) noexcept {
  if (starting_mark(text, kSpaces) > 0) return " ";
  return text.substr(0, starting_mark(text, kGroupMarks));
}

std::size_t mark_size(std::string_view text, std::string_view mark) noexcept {
  if (mark == " ") return starting_mark(text, kSpaces);
  return text.starts_with(mark) ? mark.size() : 0;
}

/// The length of the whole part at the start of `text`: plain digits, or 1 to 3 digits and groups of three.
std::size_t grouped_size(std::string_view text) noexcept {
  const std::size_t head = digit_count(text);
  if (head == 0 || head > 3 || text.front() == '0') return head;
  const std::string_view mark = group_mark(text.substr(head));
  if (mark.empty()) return head;
  std::size_t end = head;
  for (;;) {
    const std::size_t skip = mark_size(text.substr(end), mark);
    if (skip == 0 || digit_count(text.substr(end + skip)) != 3) return end;
    end += skip + 3;
  }
}

}  // namespace

std::string_view trim(std::string_view text) noexcept {
  while (const std::size_t size = starting_mark(text, kSpaces)) text.remove_prefix(size);
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view space : kSpaces) {
      if (!text.ends_with(space)) continue;
      text.remove_suffix(space.size());
      found = true;
    }
  }
  return text;
}

std::string_view without_unit(std::string_view text, std::span<const std::string> words) noexcept {
  std::string_view longest;
  for (const std::string& word : words) {
    if ((text.ends_with(word) || text.starts_with(word)) && word.size() > longest.size()) longest = word;
  }
  if (text.ends_with(longest)) {
    text.remove_suffix(longest.size());
  } else {
    text.remove_prefix(longest.size());
  }
  return trim(text);
}

std::optional<DecimalText> parse_plain(std::string_view text) noexcept {
  DecimalText number;
  if (text.starts_with('-')) {
    number.negative = true;
    text.remove_prefix(1);
  }
  const std::size_t whole_size = digit_count(text);
  if (whole_size == 0) return std::nullopt;
  number.whole = text.substr(0, whole_size);
  text.remove_prefix(whole_size);
  if (text.empty()) return number;
  if (text.front() != '.' || text.size() == 1 || !all_digits(text.substr(1))) return std::nullopt;
  number.fraction = text.substr(1);
  return number;
}

std::optional<DecimalText> parse_written(std::string_view text, bool grouped) noexcept {
  DecimalText number;
  if (text.starts_with('-') || text.starts_with(kMinusSign)) {
    number.negative = true;
    text.remove_prefix(text.front() == '-' ? 1 : kMinusSign.size());
  }
  const std::size_t whole_size = grouped ? grouped_size(text) : digit_count(text);
  if (whole_size == 0) return std::nullopt;
  number.whole = text.substr(0, whole_size);
  text.remove_prefix(whole_size);
  if (text.empty()) return number;
  const bool marked = text.front() == '.' || text.front() == ',';
  // One mark does not both group and divide: "1,234,56" is a slip of the hand, not 1,234.
  if (!marked || number.whole.find(text.front()) != std::string_view::npos) return std::nullopt;
  if (text.size() == 1 || !all_digits(text.substr(1))) return std::nullopt;
  number.fraction = text.substr(1);
  return number;
}

}  // namespace prescore
