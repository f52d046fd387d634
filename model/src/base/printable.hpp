// Text from files, as it may be shown at a terminal: a cell or a name must not move the cursor or reverse the line.
#pragma once

#include <string>
#include <string_view>

namespace prescore {

/// `text` with "?" for each character that is not shown but obeyed: control characters (U+0000 to U+001F, U+007F to
/// U+009F), line and paragraph separators, marks that change the direction of text (U+200E, U+200F, U+061C, U+202A to
/// U+202E, U+2066 to U+2069), and for each byte that is not UTF-8.
[[nodiscard]] std::string printable(std::string_view text);

/// The same for a text of several lines: line feeds stay.
[[nodiscard]] std::string printable_lines(std::string_view text);

}  // namespace prescore
