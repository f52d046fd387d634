// Digits out of the text that people write around them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "prescore/questionnaire.hpp"

namespace prescore {

[[nodiscard]] constexpr bool is_digit(char character) noexcept { return character >= '0' && character <= '9'; }

/// A decimal number, still as text: whole.fraction times 10^exponent.
struct DecimalText {
  bool negative = false;
  /// Digits, with the separators that grouped them still between; empty only where `fraction` is not.
  std::string_view whole;
  /// Digits after the decimal mark; may be empty.
  std::string_view fraction;
  /// In [-kMaxExponent, kMaxExponent] when read; anything larger has become that.
  int exponent = 0;
};

inline constexpr int kMaxExponent = 9999;

/// Whether there is nothing but white space and marks that nobody sees.
[[nodiscard]] bool is_blank(std::string_view text) noexcept;

/// `text` as all below read it, written to `room`: white space of any kind is one blank, and none at the ends; marks
/// that nobody sees (joiners, direction marks, soft hyphens) are gone; digits of any script and full-width signs are
/// those of ASCII, so is the minus U+2212, and the apostrophe U+2019; letters are lower case, of ASCII and Cyrillic.
/// Bytes that are not UTF-8 stay as they are. Returns what was written, or nothing where `room` is too small.
[[nodiscard]] std::optional<std::string_view> normalise(std::string_view text, std::span<char> room) noexcept;

/// Takes the longest of `words`, which may have a full stop behind it, off one end of the normalised `text`, the end
/// first, and the blank that this leaves. Returns whether there was one.
[[nodiscard]] bool take_unit(std::string_view& text, const std::vector<std::string>& words) noexcept;

/// Takes the longest of `words`, which may have a full stop behind it, off the end of the normalised `text`, and the
/// blank that this leaves. Returns its power of ten; 0 where there is none.
[[nodiscard]] int take_scale(std::string_view& text, const std::vector<ScaleWord>& words) noexcept;

/// The one reader of numbers, of normalised text: a sign, digits, a comma or a dot as the decimal mark, digits. Digits
/// may be missing on one side of the mark. Where `grouped`, the digits of the whole part may stand in groups of three,
/// separated throughout by one of: a blank, an apostrophe, a comma, a dot. One comma or dot followed by exactly three
/// digits separates groups, unless it is `decimal_mark`: money has no thousandths.
/// `decimal_mark` is the mark that never groups, or 0 where there is none.
[[nodiscard]] std::optional<DecimalText> parse_number(std::string_view text, bool grouped, char decimal_mark) noexcept;

/// As `parse_number`, with an exponent behind it or none, as in 5.00e+05. Apart from it, because the applicant's module
/// does without: it counts bytes, and people write no exponents.
[[nodiscard]] std::optional<DecimalText> parse_program_number(std::string_view text, bool grouped,
                                                              char decimal_mark) noexcept;

}  // namespace prescore
