// Names that suggest a protected trait, such as sex or age.
#pragma once

#include <string_view>

namespace prescore {

/// Whether a word of `name`, as in "applicant_age" or "MaritalStatus", stands for a protected trait. A guess: it serves
/// to ask people, never to decide.
[[nodiscard]] bool suggests_protected_trait(std::string_view name);

}  // namespace prescore
