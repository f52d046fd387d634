#include "applicants/number_cells.hpp"

#include <array>
#include <cstring>
#include <optional>

#include "base/byte_words.hpp"
#include "csv/csv_block.hpp"
#include "prescore/validate.hpp"

namespace prescore {
namespace {

constexpr std::size_t kQuickDigits = 9;
constexpr std::array<std::int64_t, kQuickDigits + 1> kPowersOfTen = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

/// Appends the digits at the start of `text`, up to kQuickDigits, to `value`; returns how many there are.
std::size_t take_digits(std::string_view text, std::int64_t& value) noexcept {
  std::size_t count = 0;
  for (; count < text.size(); ++count) {
    const auto digit = static_cast<unsigned char>(text[count] - '0');
    if (digit > 9 || count == kQuickDigits) break;
    value = value * 10 + digit;
  }
  return count;
}

/// The value of a text of one to eight digits and nothing else. Eight bytes at once: how long numbers are cannot be
/// guessed. The digits become pairs, fours and the whole within one word (Lemire 2021, "Number parsing at a gigabyte
/// per second").
std::optional<std::int64_t> read_eight_digits(std::string_view text) noexcept {
  constexpr std::uint64_t kPairs = 0x000000FF000000FF;
  if (text.empty() || text.size() > sizeof(std::uint64_t)) return std::nullopt;
  std::uint64_t digits = 0;
  std::memcpy(&digits, text.data(), sizeof digits);
  // What stands in front of the text, the lowest bytes, becomes zeros; what stands behind it goes.
  digits = (digits ^ repeated('0')) << (64 - 8 * text.size());
  if ((((digits + repeated(0x7F - 9)) | digits) & repeated(0x80)) != 0) return std::nullopt;
  digits = digits * 10 + (digits >> 8);
  const std::uint64_t outer = (digits & kPairs) * (100 + (std::uint64_t{1'000'000} << 32));
  const std::uint64_t inner = ((digits >> 16) & kPairs) * (1 + (std::uint64_t{10'000} << 32));
  return static_cast<std::int64_t>((outer + inner) >> 32);
}

/// What `read_number` returns for a number that has up to nine digits on either side of the point and no more decimals
/// than `question`: the value scaled by 10^decimals. Nothing for any other text, nor for one whose point may group.
std::optional<std::int64_t> read_quickly(std::string_view text, const Question& question) noexcept {
  const std::size_t decimals = question.decimals;
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  std::int64_t value = 0;
  const std::size_t whole = take_digits(text, value);
  if (whole == 0) return std::nullopt;
  text.remove_prefix(whole);
  std::size_t fraction = 0;
  if (!text.empty()) {
    if (text.front() != '.') return std::nullopt;
    text.remove_prefix(1);
    fraction = take_digits(text, value);
    if (fraction == 0 || fraction != text.size() || fraction > decimals) return std::nullopt;
    if (question.money && fraction == 3) return std::nullopt;
  }
  value *= kPowersOfTen[decimals - fraction];
  return is_negative ? -value : value;
}

/// The mark of money such as "40.000" and "-40,000 EUR": one that may divide or group. 0 for any other text.
char mark_in_doubt(std::string_view cell) noexcept {
  constexpr std::string_view kDigits = "0123456789";
  const std::size_t first = cell.find_first_of(kDigits);
  if (first == std::string_view::npos || cell[first] == '0') return '\0';
  const std::string_view text = cell.substr(first, cell.find_last_of(kDigits) + 1 - first);
  const std::size_t mark = text.find_first_not_of(kDigits);
  // npos is above 3 as well.
  if (mark > 3 || text.size() != mark + 4) return '\0';
  if (text.find_first_not_of(kDigits, mark + 1) != std::string_view::npos) return '\0';
  return text[mark] == '.' || text[mark] == ',' ? text[mark] : '\0';
}

char character_of(DecimalMark mark) noexcept {
  return mark == DecimalMark::point ? '.' : mark == DecimalMark::comma ? ',' : '\0';
}

}  // namespace

NumberReading NumberCells::read(std::string_view cell) const {
  // "-9999" may mean that there is no value.
  if (missing_.has_digits() && missing_.contain(cell)) return {IssueCode::missing_answer};
  std::optional<std::int64_t> value = read_eight_digits(cell);
  if (value) {
    *value *= kPowersOfTen[question_.decimals];
  } else {
    value = read_quickly(cell, question_);
  }
  if (!value) return read_slowly(cell);
  if (*value < question_.minimum) return {IssueCode::below_minimum};
  if (*value > question_.maximum) return {IssueCode::above_maximum};
  return {static_cast<std::int32_t>(*value)};
}

NumberReading NumberCells::read_slowly(std::string_view cell) const {
  NumberStyle style = NumberStyle::programs;
  if (const char mark = question_.money ? mark_in_doubt(cell) : '\0'; mark != '\0') {
    if (of_column_ == DecimalMark::point) style = NumberStyle::decimal_point;
    if (of_column_ == DecimalMark::comma) style = NumberStyle::decimal_comma;
    // A mark that divides nowhere in a file that has decimals groups, as in a form.
    const char divides = character_of(of_file_);
    if (of_column_ == DecimalMark::unknown && (divides == '\0' || divides == mark)) {
      return {IssueCode::not_a_number, true};
    }
  }
  const auto number = read_number(question_, cell, style);
  if (!number.ok() && number.error() == IssueCode::not_a_number && missing_.contain(cell)) {
    return {IssueCode::missing_answer};
  }
  return {number};
}

}  // namespace prescore
