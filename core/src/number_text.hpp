// Digits out of the text that people write around them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace prescore {

/// A decimal number, still as text.
struct DecimalText {
  bool negative = false;
  /// One or more digits, with the separators that grouped them still between.
  std::string_view whole;
  /// Digits after the decimal mark; may be empty.
  std::string_view fraction;
};

/// `text` without the white space around it: ASCII's, and the no-break, narrow, thin and figure spaces.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// `text` without one of `words` at its end or start, and without the white space that this leaves.
[[nodiscard]] std::string_view without_unit(std::string_view text, std::span<const std::string> words) noexcept;

/// -?digits(.digits)?
[[nodiscard]] std::optional<DecimalText> parse_plain(std::string_view text) noexcept;

/// As `parse_plain`, with a comma or a dot as the decimal mark and U+2212 as a minus. Where `grouped`, the digits of
/// the whole part may stand in groups of three, separated throughout by one of: a space of any kind that `trim`
/// knows, an apostrophe, a comma, a dot. One comma or dot followed by exactly three digits separates groups: money
/// has no thousandths.
[[nodiscard]] std::optional<DecimalText> parse_written(std::string_view text, bool grouped) noexcept;

}  // namespace prescore
