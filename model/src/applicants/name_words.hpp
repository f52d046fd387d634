// The words of a column's name, as in "applicant_age" or "MaritalStatus".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prescore {

/// A column's name in small letters, cut into words where it has other characters than letters, or a small letter of
/// ASCII before a capital one.
[[nodiscard]] std::vector<std::string> words_of(std::string_view name);

/// Whether a word of `name` is one of `known`, which are in small letters.
[[nodiscard]] bool has_word(std::string_view name, std::span<const std::string_view> known);

}  // namespace prescore
