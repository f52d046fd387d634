#include "number_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace prescore {
namespace {

constexpr std::array<std::string_view, 10> kSpaces = {" ",  "\t",     "\n",     "\r",     "\v",
                                                      "\f", "\u00a0", "\u202f", "\u2009", "\u2007"};
constexpr std::array<std::string_view, 4> kGroupMarks = {"'", "\u2019", ",", "."};
constexpr std::array<std::string_view, 3> kSigns = {"-", "+", "\u2212"};

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

/// The separator that groups digits at the start of `text`: a space of any kind counts as one and the same.
std::string_view group_mark(std::string_view text) noexcept {
  if (starting_mark(text, kSpaces) > 0) return " ";
  return text.substr(0, starting_mark(text, kGroupMarks));
}

std::size_t mark_size(std::string_view text, std::string_view mark) noexcept {
  if (mark == " ") return starting_mark(text, kSpaces);
  return text.starts_with(mark) ? mark.size() : 0;
}

/// The length of the whole part at the start of `text`: plain digits, or 1 to 3 digits and groups of three that
/// `decimal_mark` does not separate.
std::size_t grouped_size(std::string_view text, char decimal_mark) noexcept {
  const std::size_t head = digit_count(text);
  if (head == 0 || head > 3 || text.front() == '0') return head;
  const std::string_view mark = group_mark(text.substr(head));
  if (mark.empty() || mark.front() == decimal_mark) return head;
  std::size_t end = head;
  for (;;) {
    const std::size_t skip = mark_size(text.substr(end), mark);
    if (skip == 0 || digit_count(text.substr(end + skip)) != 3) return end;
    end += skip + 3;
  }
}

/// Takes what `text` starts with, a minus or a plus, off it; returns whether it was a minus.
bool take_sign(std::string_view& text) noexcept {
  const std::size_t sign = starting_mark(text, kSigns);
  const bool is_minus = sign > 0 && text.front() != '+';
  text.remove_prefix(sign);
  return is_minus;
}

std::string_view take(std::string_view& text, std::size_t size) noexcept {
  const std::string_view taken(text.data(), size);
  text.remove_prefix(size);
  return taken;
}

/// Reads an exponent behind its e, which must be all of `text`: a sign or none, and digits.
bool read_exponent(std::string_view text, int& exponent) noexcept {
  const bool is_minus = take_sign(text);
  for (const char character : text) {
    if (!is_digit(character)) return false;
    exponent = std::min(exponent * 10 + (character - '0'), kMaxExponent);
  }
  if (is_minus) exponent = -exponent;
  return !text.empty();
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

std::optional<DecimalText> parse_number(std::string_view text, bool grouped, char decimal_mark) noexcept {
  DecimalText number;
  number.negative = take_sign(text);
  number.whole = take(text, grouped ? grouped_size(text, decimal_mark) : digit_count(text));
  if (!text.empty() && (text.front() == '.' || text.front() == ',')) {
    // One mark does not both group and divide: "1,234,56" is a slip of the hand, not 1,234.
    if (number.whole.find(text.front()) != std::string_view::npos) return std::nullopt;
    text.remove_prefix(1);
    number.fraction = take(text, digit_count(text));
  }
  if (number.whole.empty() && number.fraction.empty()) return std::nullopt;
  // ",000" is a group that lost what stands before it.
  if (grouped && number.whole.empty() && number.fraction.size() == 3) return std::nullopt;
  return text.empty() ? std::optional(number) : std::nullopt;
}

std::optional<DecimalText> parse_program_number(std::string_view text, bool grouped, char decimal_mark) noexcept {
  const std::size_t place = text.find_first_of("eE");
  int exponent = 0;
  if (place != std::string_view::npos && !read_exponent(text.substr(place + 1), exponent)) return std::nullopt;
  auto number = parse_number(text.substr(0, place), grouped, decimal_mark);
  if (number) number->exponent = exponent;
  return number;
}

}  // namespace prescore
