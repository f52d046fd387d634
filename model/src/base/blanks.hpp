// White space around names and cells.
#pragma once

#include <string_view>

namespace prescore {

[[nodiscard]] constexpr bool is_blank(char character) noexcept {
  return character == ' ' || (character >= '\t' && character <= '\r');
}

/// `text` without the blanks around it: ASCII's, and the no-break space that spreadsheets write.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  for (;;) {
    if (!text.empty() && is_blank(text.front())) {
      text.remove_prefix(1);
    } else if (!text.empty() && is_blank(text.back())) {
      text.remove_suffix(1);
    } else if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
    } else if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(kNoBreakSpace.size());
    } else {
      return text;
    }
  }
}

}  // namespace prescore
