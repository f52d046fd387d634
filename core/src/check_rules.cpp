#include "check_rules.hpp"

#include <algorithm>
#include <cstdlib>

namespace prescore {

[[gnu::noinline]] std::optional<ModelError> refuse(ModelErrorCode code, Section section, std::size_t index) noexcept {
  return ModelError{code, section, static_cast<std::uint32_t>(index), 0};
}

[[gnu::noinline]] bool is_name(std::string_view text) noexcept {
  if (text.empty() || text.size() > 64) return false;
  for (const char character : text) {
    const bool letter = character >= 'a' && character <= 'z';
    const bool digit = character >= '0' && character <= '9';
    if (!letter && !digit && character != '_' && character != '-') return false;
  }
  return true;
}

[[gnu::noinline]] std::int64_t largest_leaf(const Tree& tree) noexcept {
  std::int64_t largest = 0;
  for (const std::int32_t value : tree.values) largest = std::max(largest, std::abs(std::int64_t{value}));
  return largest;
}

}  // namespace prescore
