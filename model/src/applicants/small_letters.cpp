#include "applicants/small_letters.hpp"

#include <array>
#include <cstdint>

namespace prescore {
namespace {

/// Capitals from `first` to `last` whose small letters are `distance` further on.
struct Capitals {
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t distance;
};

/// Western European letters, Greek, and Cyrillic; 0xD7 is the multiplication sign, 0x3A2 no letter.
constexpr std::array<Capitals, 6> kCapitals = {{
    {0xC0, 0xD6, 0x20},
    {0xD8, 0xDE, 0x20},
    {0x391, 0x3A1, 0x20},
    {0x3A3, 0x3AB, 0x20},
    {0x400, 0x40F, 0x50},
    {0x410, 0x42F, 0x20},
}};

std::uint32_t small_letter(std::uint32_t letter) noexcept {
  for (const auto& [first, last, distance] : kCapitals) {
    if (first <= letter && letter <= last) return letter + distance;
  }
  return letter;
}

}  // namespace

std::string small_letters(std::string_view text) {
  std::string small(text);
  for (std::size_t place = 0; place < small.size(); ++place) {
    const auto lead = static_cast<unsigned char>(small[place]);
    if (lead >= 'A' && lead <= 'Z') small[place] = static_cast<char>(lead + ('a' - 'A'));
    if (lead < 0xC2 || lead > 0xDF || place + 1 == small.size()) continue;
    // A letter of two bytes, 110xxxxx 10xxxxxx.
    const auto rest = static_cast<unsigned char>(small[place + 1]);
    if ((rest & 0xC0U) != 0x80U) continue;
    const std::uint32_t letter = small_letter((lead & 0x1FU) << 6U | (rest & 0x3FU));
    small[place] = static_cast<char>(0xC0U | letter >> 6U);
    small[++place] = static_cast<char>(0x80U | (letter & 0x3FU));
  }
  return small;
}

}  // namespace prescore
