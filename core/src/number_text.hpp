// Digits out of the text that people write around them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace prescore {

[[nodiscard]] constexpr bool is_digit(char character) noexcept { return character >= '0' && character <= '9'; }

/// A decimal number, still as text: whole.fraction times 10^exponent.
struct DecimalText {
  bool negative = false;
  /// Digits, with the separators that grouped them still between; empty only where `fraction` is not.
  std::string_view whole;
  /// Digits after the decimal mark; may be empty.
  std::string_view fraction;
  /// In [-kMaxExponent, kMaxExponent]; anything larger has become that.
  int exponent = 0;
};

inline constexpr int kMaxExponent = 9999;

/// `text` without the white space around it: ASCII's, and the no-break, narrow, thin and figure spaces.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// `text` without one of `words` at its end or start, and without the white space that this leaves.
[[nodiscard]] std::string_view without_unit(std::string_view text, std::span<const std::string> words) noexcept;

/// The one reader of numbers: a sign (+, - or U+2212), digits, a comma or a dot as the decimal mark, digits. Digits may
/// be missing on one side of the mark. Where `grouped`, the digits of the whole part may stand in groups of three,
/// separated throughout by one of: a space of any kind that `trim` knows, an apostrophe, a comma, a dot. One comma or
/// dot followed by exactly three digits separates groups, unless it is `decimal_mark`: money has no thousandths.
/// `decimal_mark` is the mark that never groups, or 0 where there is none.
[[nodiscard]] std::optional<DecimalText> parse_number(std::string_view text, bool grouped, char decimal_mark) noexcept;

/// As `parse_number`, with an exponent behind it or none, as in 5.00E+05. Apart from it, because the applicant's module
/// does without: it counts bytes, and people write no exponents.
[[nodiscard]] std::optional<DecimalText> parse_program_number(std::string_view text, bool grouped,
                                                              char decimal_mark) noexcept;

}  // namespace prescore
