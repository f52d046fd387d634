// Text as the reader of numbers sees it. Each character of UTF-8 is decoded and becomes one of: nothing (a mark that
// nobody sees), a blank (white space), a character of ASCII (digits of any script, full-width signs, minus,
// apostrophe), a lower-case letter, or itself. A character never takes more bytes than before, and a run of white space
// becomes one blank, which is written only once something follows it.
#include <array>
#include <cstddef>
#include <cstdint>

#include "number_text.hpp"

namespace prescore {
namespace {

/// Not a character.
constexpr char32_t kNothing = 0xFFFFFFFF;

/// Inclusive.
struct Span {
  std::uint16_t first;
  std::uint16_t last;
};

constexpr std::array<Span, 9> kSpaces = {{{'\t', '\r'},
                                          {' ', ' '},
                                          {0x00A0, 0x00A0},
                                          {0x1680, 0x1680},
                                          {0x2000, 0x200A},
                                          {0x2028, 0x2029},
                                          {0x202F, 0x202F},
                                          {0x205F, 0x205F},
                                          {0x3000, 0x3000}}};
constexpr std::array<Span, 6> kUnseen = {
    {{0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069}, {0xFEFF, 0xFEFF}}};

/// The digit 0 of the scripts whose decimal digits follow one another: Arabic, Persian, N'Ko, those of India, Thai,
/// Lao, Tibetan, Burmese, Khmer, Mongolian.
constexpr std::array<std::uint16_t, 18> kZeros = {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66,
                                                  0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
                                                  0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810};

bool is_within(char32_t character, std::span<const Span> spans) noexcept {
  for (const Span span : spans) {
    if (span.first <= character && character <= span.last) return true;
  }
  return false;
}

/// Takes the first character of `text` off it. A byte that begins none is taken alone and gives U+FFFD.
char32_t take_character(std::string_view& text) noexcept {
  const auto lead = static_cast<std::uint8_t>(text.front());
  std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t character = lead < 0x80 ? lead : lead & (0x7FU >> size);
  for (std::size_t place = 1; place < size; ++place) {
    const auto next = place < text.size() ? static_cast<std::uint8_t>(text[place]) : std::uint8_t{0};
    character = (next & 0xC0U) == 0x80 ? character << 6U | (next & 0x3FU) : U'\0';
    if (character == 0) break;
  }
  if (lead >= 0x80 && character < 0x80) {
    character = U'\uFFFD';
    size = 1;
  }
  text.remove_prefix(size);
  return character;
}

/// What `character` is read as.
char32_t read_as(char32_t character) noexcept {
  if (is_within(character, kSpaces)) return U' ';
  if (is_within(character, kUnseen)) return kNothing;
  if (character == U'\u2212') return U'-';
  if (character == U'\u2019') return U'\'';
  for (const std::uint16_t zero : kZeros) {
    if (character >= zero && character - zero < 10) return U'0' + (character - zero);
  }
  if (character >= 0xFF01 && character <= 0xFF5E) character -= 0xFEE0;
  if (character >= U'A' && character <= U'Z') return character + 0x20;
  if (character >= 0x0410 && character <= 0x042F) return character + 0x20;
  if (character >= 0x0400 && character <= 0x040F) return character + 0x50;
  return character;
}

/// Writes one text, and remembers where it ran out of room.
class Writer {
 public:
  explicit Writer(std::span<char> room) noexcept : room_(room) {}

  [[gnu::noinline]] void put(char character) noexcept {
    if (size_ < room_.size()) room_[size_] = character;
    ++size_;
  }

  [[nodiscard]] bool is_empty() const noexcept { return size_ == 0; }

  [[nodiscard]] std::optional<std::string_view> written() const noexcept {
    if (size_ > room_.size()) return std::nullopt;
    return std::string_view(room_.data(), size_);
  }

 private:
  std::span<char> room_;
  std::size_t size_ = 0;
};

}  // namespace

std::optional<std::string_view> normalise(std::string_view text, std::span<char> room) noexcept {
  Writer writer(room);
  bool is_apart = false;
  while (!text.empty()) {
    const std::string_view rest = text;
    const char32_t original = take_character(text);
    const char32_t character = read_as(original);
    if (character == kNothing) continue;
    if (character == U' ') {
      is_apart = !writer.is_empty();
      continue;
    }
    if (is_apart) writer.put(' ');
    is_apart = false;
    if (character < 0x80) {
      writer.put(static_cast<char>(character));
    } else if (character != original) {
      // Only letters of Cyrillic change and stay beyond ASCII: two bytes.
      writer.put(static_cast<char>(0xC0U | character >> 6U));
      writer.put(static_cast<char>(0x80U | (character & 0x3FU)));
    } else {
      for (const char byte : rest.substr(0, rest.size() - text.size())) writer.put(byte);
    }
  }
  return writer.written();
}

bool is_blank(std::string_view text) noexcept {
  const std::optional<std::string_view> normal = normalise(text, {});
  return normal && normal->empty();
}

}  // namespace prescore
