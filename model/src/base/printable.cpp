#include "base/printable.hpp"

#include <cstddef>
#include <cstdint>

namespace prescore {
namespace {

struct Character {
  std::uint32_t code = 0;
  /// 0 if the bytes are not UTF-8.
  std::size_t size = 0;
};

/// The character at the start of `text`, which is not empty.
Character first_character(std::string_view text) noexcept {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80U) return {lead, 1};
  const std::size_t size = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
  if (lead < 0xC2U || lead > 0xF4U || text.size() < size) return {};
  std::uint32_t code = lead & (0xFFU >> (size + 1));
  for (std::size_t place = 1; place < size; ++place) {
    const auto byte = static_cast<unsigned char>(text[place]);
    if ((byte & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte & 0x3FU);
  }
  const bool is_too_long = (size == 3 && code < 0x800U) || (size == 4 && code < 0x10000U);
  const bool is_surrogate = code >= 0xD800U && code <= 0xDFFFU;
  return is_too_long || is_surrogate || code > 0x10FFFFU ? Character{} : Character{code, size};
}

bool is_obeyed(std::uint32_t code) noexcept {
  const auto within = [code](std::uint32_t first, std::uint32_t last) { return code >= first && code <= last; };
  return code < 0x20 || within(0x7F, 0x9F) || code == 0x061C || within(0x200E, 0x200F) || within(0x2028, 0x202E) ||
         within(0x2066, 0x2069);
}

std::string replaced(std::string_view text, bool keep_line_feeds) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    const std::size_t size = character.size == 0 ? 1 : character.size;
    const bool stays = character.size > 0 && (!is_obeyed(character.code) || (keep_line_feeds && text.front() == '\n'));
    if (stays) {
      shown.append(text.substr(0, size));
    } else {
      shown.push_back('?');
    }
    text.remove_prefix(size);
  }
  return shown;
}

}  // namespace

std::string printable(std::string_view text) { return replaced(text, false); }
std::string printable_lines(std::string_view text) { return replaced(text, true); }

}  // namespace prescore
