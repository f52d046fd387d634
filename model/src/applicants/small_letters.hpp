// Comparing words without regard to capitals.
#pragma once

#include <string>
#include <string_view>

namespace prescore {

/// `text`, which is UTF-8, with small letters for the capitals of Latin, Greek and Cyrillic alphabets whose small
/// letter takes as many bytes; all other bytes stay.
[[nodiscard]] std::string small_letters(std::string_view text);

}  // namespace prescore
