#include "service/http/message.hpp"

#include <algorithm>

namespace prescore::service {
namespace {

char lower(char character) noexcept {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

}  // namespace

bool is_same_name(std::string_view one, std::string_view other) noexcept {
  return std::ranges::equal(one, other, [](char left, char right) { return lower(left) == lower(right); });
}

std::optional<std::string_view> RequestHead::header(std::string_view name) const noexcept {
  std::optional<std::string_view> found;
  for (const auto& [key, value] : headers) {
    if (!is_same_name(key, name)) continue;
    if (found) return std::nullopt;
    found = value;
  }
  return found;
}

std::size_t RequestHead::count(std::string_view name) const noexcept {
  return static_cast<std::size_t>(
      std::ranges::count_if(headers, [name](const auto& header) { return is_same_name(header.first, name); }));
}

}  // namespace prescore::service
