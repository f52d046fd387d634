#include "cli/printing.hpp"

#include <array>
#include <cstdio>
#include <iostream>
#include <string_view>

#include "base/printable.hpp"

namespace prescore {
namespace {

/// The bytes of the UTF-8 character that begins with `lead`.
std::size_t size_of(char lead) noexcept {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0xC0U ? 1 : byte < 0xE0U ? 2 : byte < 0xF0U ? 3 : 4;
}

/// As JSON writes a character of one to three bytes: "\\u009b".
std::string escape_of(std::string_view character) {
  unsigned code = static_cast<unsigned char>(character.front());
  if (character.size() > 1) code &= 0xFFU >> (character.size() + 1);
  for (const char byte : character.substr(1)) code = code << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\u%04x", code & 0xFFFFU);
  return text.data();
}

}  // namespace

std::string with_escapes(const std::string& json) {
  std::string text;
  text.reserve(json.size());
  for (std::size_t place = 0; place < json.size();) {
    const std::string_view character = std::string_view(json).substr(place, size_of(json[place]));
    // JSON escapes the control characters of ASCII itself; what is left of them breaks lines between values.
    const bool is_plain = character.size() == 1 && character.front() != 0x7F;
    if (is_plain || printable(character) == character) {
      text += character;
    } else {
      text += escape_of(character);
    }
    place += character.size();
  }
  return text;
}

void print_json(const Json& document) { std::cout << with_escapes(readable(document)); }

}  // namespace prescore
