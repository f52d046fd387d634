// Terms: the *digits* of a cell are its longest part that starts with a digit and holds digits, marks and an exponent.
// Steps: take the sign and the text before the digits, then the digits, then the text behind them. Text before must be
// a symbol ("$") or a currency's code and a blank ("USD 5"), text behind a symbol or a word: otherwise "A11" and "7B"
// would be numbers. Then find the decimal mark: of two different marks the last one divides; of one mark that
// appears several times none does; a single mark divides unless the column's mark is the other one.
// Why not the core's reader: it needs a question, with decimals and a range, and this is what finds them.
#include "describing/number_cell.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/blanks.hpp"

namespace prescore {
namespace {

constexpr std::size_t kMostDigits = 40;
constexpr std::size_t kLongestUnit = 24;
constexpr std::string_view kDigits = "0123456789";

constexpr std::string_view kMinus = "\u2212";

/// Blanks and marks that group digits, besides comma and dot.
constexpr std::array<std::string_view, 5> kGroupSpaces = {" ", "\u00a0", "\u202f", "\u2009", "'"};

bool is_decimal_digit(char character) noexcept { return character >= '0' && character <= '9'; }

bool is_letter(char character) noexcept {
  const auto byte = static_cast<unsigned char>(character);
  return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte >= 0x80U;
}

std::size_t digits_at(std::string_view text, std::size_t place) noexcept {
  const std::size_t end = std::min(text.find_first_not_of(kDigits, place), text.size());
  return end - place;
}

/// The size of a space that groups digits at `place`: three digits and no fourth follow it.
std::size_t group_space_at(std::string_view text, std::size_t place) noexcept {
  for (const std::string_view space : kGroupSpaces) {
    if (text.substr(place).starts_with(space) && digits_at(text, place + space.size()) == 3) return space.size();
  }
  return 0;
}

/// The digits of a number with their marks, as plain characters.
struct Digits {
  std::array<char, kMostDigits> text{};
  std::size_t size = 0;
  bool has_space = false;
  /// Behind the digits in the cell.
  std::size_t end = 0;

  bool add(char character) noexcept {
    if (size == text.size()) return false;
    text[size++] = character;
    return true;
  }
  [[nodiscard]] std::string_view view() const noexcept { return {text.data(), size}; }
};

/// Takes digits and marks from `place` on; false if there are too many.
bool take_digits(std::string_view cell, std::size_t place, Digits& digits) noexcept {
  while (place < cell.size()) {
    const char character = cell[place];
    const bool is_mark = character == '.' || character == ',';
    if (is_decimal_digit(character) || is_mark) {
      if (!digits.add(character)) return false;
      ++place;
    } else if (const std::size_t space = digits.size > 0 ? group_space_at(cell, place) : 0; space > 0) {
      digits.has_space = true;
      place += space;
    } else {
      break;
    }
  }
  digits.end = place;
  return digits.size > 0;
}

/// Takes an exponent such as "e+05" at the end of the digits.
int take_exponent(std::string_view cell, Digits& digits) noexcept {
  std::size_t place = digits.end;
  if (place >= cell.size() || (cell[place] != 'e' && cell[place] != 'E')) return 0;
  ++place;
  const bool is_negative = place < cell.size() && cell[place] == '-';
  if (place < cell.size() && (cell[place] == '-' || cell[place] == '+')) ++place;
  const std::size_t size = digits_at(cell, place);
  if (size == 0 || size > 3) return 0;
  int exponent = 0;
  std::from_chars(cell.data() + place, cell.data() + place + size, exponent);
  digits.end = place + size;
  return is_negative ? -exponent : exponent;
}

/// Where the decimal mark stands in the digits; npos if none divides.
struct Mark {
  std::size_t place = std::string_view::npos;
  bool is_grouped = false;
  bool is_in_doubt = false;
  bool is_valid = true;
};

bool are_groups(std::string_view digits, std::size_t end) noexcept {
  const std::size_t first = digits.find_first_of(".,");
  if (first == 0 || first > 3) return false;
  for (std::size_t place = first; place < end; place += 4) {
    if (digits[place] != digits[first] || digits_at(digits, place + 1) != 3) return false;
  }
  return true;
}

Mark find_mark(std::string_view digits, DecimalMark known) noexcept {
  const std::size_t first = digits.find_first_of(".,");
  const std::size_t last = digits.find_last_of(".,");
  if (first == std::string_view::npos) return {};
  if (digits[first] != digits[last]) return {last, true, false, are_groups(digits, last)};
  if (first != last) return {std::string_view::npos, true, false, are_groups(digits, digits.size())};
  const bool can_group = are_groups(digits, digits.size()) && digits.front() != '0';
  const char divides = known == DecimalMark::comma ? ',' : known == DecimalMark::point ? '.' : '\0';
  if (digits[first] == divides || !can_group) return {first, false, false, true};
  if (divides != '\0') return {std::string_view::npos, true, false, true};
  if (digits[first] == ',') return {std::string_view::npos, true, true, true};
  return {first, false, true, true};
}

/// "$", "€" and other symbols, or the code of a currency and a blank: "USD 5". A comparison is no unit: "< 1 year".
bool is_unit_before(std::string_view text, bool has_blank) noexcept {
  constexpr std::size_t kLongestCode = 4;
  if (text.find(kMinus) != std::string_view::npos) return false;
  if (text.empty() || text == "$" || text == "#") return true;
  const bool is_symbol =
      std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80U; });
  if (is_symbol && text.size() <= kLongestCode) return true;
  const bool is_code = std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return is_code && has_blank && text.size() <= kLongestCode;
}

bool is_unit_behind(std::string_view text, bool has_blank) noexcept {
  if (text.find(kMinus) != std::string_view::npos) return false;
  if (text.empty() || text == "%" || text == "$") return true;
  const bool is_word = std::all_of(text.begin(), text.end(),
                                   [](char c) { return is_letter(c) || c == '.' || c == ' ' || c == '/' || c == '%'; });
  const bool is_one_letter = text.size() == 1;
  return is_word && is_letter(text.front()) && (has_blank || !is_one_letter);
}

/// Takes a sign off the end of the text before the digits, or its start: "-5", "$-5", "-$5".
bool take_sign(std::string_view& before) noexcept {
  for (const std::string_view sign : {std::string_view("-"), kMinus, std::string_view("+")}) {
    const bool at_end = before.ends_with(sign);
    if (!at_end && !before.starts_with(sign)) continue;
    at_end ? before.remove_suffix(sign.size()) : before.remove_prefix(sign.size());
    before = trimmed(before);
    return sign != "+";
  }
  return false;
}

/// The value of `digits` with its marks resolved.
bool compute_value(const Digits& digits, const Mark& mark, int exponent, NumberCell& number) noexcept {
  std::array<char, kMostDigits + 8> plain{};
  std::size_t size = 0;
  std::size_t decimals = 0;
  std::size_t written = 0;
  for (std::size_t place = 0; place < digits.size; ++place) {
    const char character = digits.text[place];
    if (place == mark.place) plain[size++] = '.';
    if (!is_decimal_digit(character)) continue;
    plain[size++] = character;
    if (place < mark.place) continue;
    ++written;
    if (character != '0') decimals = written;
  }
  if (size == 0 || (size == 1 && plain[0] == '.')) return false;
  if (exponent != 0) {
    plain[size++] = 'e';
    size = static_cast<std::size_t>(std::to_chars(plain.data() + size, plain.data() + plain.size(), exponent).ptr -
                                    plain.data());
  }
  // Not from_chars: the library of WebAssembly has none for such numbers. No program of ours sets a locale.
  plain[size] = '\0';
  char* end = nullptr;
  number.value = std::strtod(plain.data(), &end);
  if (!std::isfinite(number.value) || end != plain.data() + size) return false;
  number.written_decimals = static_cast<std::uint8_t>(written);
  number.decimals = static_cast<std::uint8_t>(std::max(0, static_cast<int>(decimals) - exponent));
  return true;
}

}  // namespace

std::optional<NumberCell> read_number_cell(std::string_view cell, DecimalMark mark) noexcept {
  cell = trimmed(cell);
  std::size_t first = cell.find_first_of(kDigits);
  // Where there is no digit, `first` is larger than any unit.
  if (first > kLongestUnit) return std::nullopt;
  if (first > 0 && (cell[first - 1] == '.' || cell[first - 1] == ',') &&
      (first == 1 || !is_decimal_digit(cell[first - 2]))) {
    --first;
  }
  Digits digits;
  if (!take_digits(cell, first, digits)) return std::nullopt;
  const int exponent = take_exponent(cell, digits);
  std::string_view before = cell.substr(0, first);
  std::string_view behind = cell.substr(digits.end);
  const bool blank_before = trimmed(before) != before;
  const bool blank_behind = trimmed(behind) != behind;
  NumberCell number;
  before = trimmed(before);
  const bool is_negative = take_sign(before);
  behind = trimmed(behind);
  if (behind.size() > kLongestUnit || !is_unit_before(before, blank_before) || !is_unit_behind(behind, blank_behind)) {
    return std::nullopt;
  }
  // A full stop that ends a unit or a sentence is no mark; one that ends the digits is.
  const Mark found = find_mark(digits.view(), mark);
  if (!found.is_valid || !compute_value(digits, found, exponent, number)) return std::nullopt;
  if (is_negative) number.value = -number.value;
  number.before = before;
  number.behind = behind;
  number.is_grouped = digits.has_space || found.is_grouped;
  number.is_in_doubt = found.is_in_doubt;
  number.has_leading_zero = digits.size > 1 && digits.text[0] == '0' && is_decimal_digit(digits.text[1]);
  return number;
}

}  // namespace prescore
