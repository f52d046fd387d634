// The column that was probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prescore {

/// The one of `names` that takes the fewest changes of single characters (Levenshtein 1966) to become `wanted`,
/// capitals and small letters of ASCII being alike; empty where each takes more than a third of the characters.
[[nodiscard]] std::string nearest_name(std::string_view wanted, const std::vector<std::string>& names);

}  // namespace prescore
