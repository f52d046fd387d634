#include "number_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "prescore/validate.hpp"

namespace prescore {
namespace {

constexpr std::string_view kGroupMarks = " ',.";

/// Takes `word`, normalised, off the end of `text`, or off its start, where it is there.
[[gnu::noinline]] bool take_word(std::string_view& text, std::string_view word, bool from_end) noexcept {
  if (!(from_end ? text.ends_with(word) : text.starts_with(word))) return false;
  if (from_end) {
    text.remove_suffix(word.size());
    if (text.ends_with(' ')) text.remove_suffix(1);
  } else {
    text.remove_prefix(word.size());
    if (text.starts_with(' ')) text.remove_prefix(1);
  }
  return true;
}

/// `shortest` becomes `text` without `word` at that end, if that is shorter. Returns whether it is. Kept out of line,
/// as the one above: the bytes of each copy would be loaded by every page.
[[gnu::noinline]] bool take_longer(std::string_view& shortest, std::string_view text, std::string_view word,
                                   bool from_end) noexcept {
  std::array<char, kMaxNumberBytes> room;
  const std::optional<std::string_view> normal = normalise(word, room);
  if (!normal || normal->empty()) return false;
  std::string_view rest = text;
  // A full stop is looked for second: a word may have one of its own.
  bool is_there = take_word(rest, *normal, from_end);
  if (!is_there && from_end) is_there = take_word(rest, ".", true) && take_word(rest, *normal, true);
  if (!is_there || rest.size() >= shortest.size()) return false;
  shortest = rest;
  return true;
}

std::size_t digit_count(std::string_view text) noexcept {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

/// The length of the whole part at the start of `text`: plain digits, or 1 to 3 digits and groups of three that
/// `decimal_mark` does not separate.
std::size_t grouped_size(std::string_view text, char decimal_mark) noexcept {
  const std::size_t head = digit_count(text);
  if (head == 0 || head > 3 || text.front() == '0') return head;
  const char mark = head < text.size() ? text[head] : '\0';
  if (mark == decimal_mark || kGroupMarks.find(mark) == std::string_view::npos) return head;
  std::size_t end = head;
  while (end < text.size() && text[end] == mark && digit_count(text.substr(end + 1)) == 3) end += 4;
  return end;
}

/// Takes what `text` starts with, a minus or a plus, off it; returns whether it was a minus.
bool take_sign(std::string_view& text) noexcept {
  const bool is_minus = text.starts_with('-');
  if (is_minus || text.starts_with('+')) text.remove_prefix(1);
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

bool take_unit(std::string_view& text, const std::vector<std::string>& words) noexcept {
  const std::string_view whole = text;
  for (int end = 1; end >= 0 && text.size() == whole.size(); --end) {
    for (const std::string& word : words) (void)take_longer(text, whole, word, end == 1);
  }
  return text.size() < whole.size();
}

int take_scale(std::string_view& text, const std::vector<ScaleWord>& words) noexcept {
  const std::string_view whole = text;
  int power = 0;
  for (const ScaleWord& word : words) {
    if (take_longer(text, whole, word.word, true)) power = word.power;
  }
  return power;
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
  const std::size_t place = text.find('e');
  int exponent = 0;
  if (place != std::string_view::npos && !read_exponent(text.substr(place + 1), exponent)) return std::nullopt;
  auto number = parse_number(text.substr(0, place), grouped, decimal_mark);
  if (number) number->exponent = exponent;
  return number;
}

}  // namespace prescore
