// The words that programs write where there is no value.
#pragma once

#include <string_view>

namespace prescore {

/// Whether `cell` is blank or such a word: NA, N/A, NaN, NULL, None, "?", "." and others, in upper or lower case,
/// blanks around it aside. One list for numbers and choices, in every file.
[[nodiscard]] bool is_missing_word(std::string_view cell) noexcept;

}  // namespace prescore
