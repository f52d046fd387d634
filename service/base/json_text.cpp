#include "service/base/json_text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace prescore::service {
namespace {

bool is_plain(char character) noexcept {
  return static_cast<unsigned char>(character) >= 0x20 && character != '"' && character != '\\';
}

void append_escaped(std::string& json, char character) {
  constexpr std::string_view kShort = "\"\\\b\f\n\r\t";
  constexpr std::string_view kLetters = "\"\\bfnrt";
  constexpr std::string_view kDigits = "0123456789abcdef";
  json += '\\';
  const std::size_t place = kShort.find(character);
  if (place != std::string_view::npos) {
    json += kLetters[place];
    return;
  }
  json += "u00";
  json += kDigits[static_cast<unsigned char>(character) >> 4];
  json += kDigits[static_cast<unsigned char>(character) & 15];
}

constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kTops = 0x8080808080808080;

/// Whether one of eight characters does not stand for itself: a byte of the sum is not 0 if its character is a control
/// character, a quotation mark or a backslash, or perhaps one above such a one.
bool may_need_escape(std::uint64_t bytes) noexcept {
  const auto zeros = [](std::uint64_t value) { return (value - kOnes) & ~value & kTops; };
  const std::uint64_t controls = (bytes - kOnes * 0x20) & ~bytes & kTops;
  return (controls | zeros(bytes ^ kOnes * '"') | zeros(bytes ^ kOnes * '\\')) != 0;
}

/// The characters at `text`, as many as a number of this type has bytes.
template <typename Number>
std::uint64_t number_at(const char* text) noexcept {
  Number bytes = 0;
  std::memcpy(&bytes, text, sizeof(bytes));
  return bytes;
}

/// Whether all of `text`, which has 8 characters at most, surely stand for themselves.
bool is_short_and_plain(std::string_view text) noexcept {
  const char* const end = text.data() + text.size();
  // Some characters are looked at twice.
  if (text.size() >= 4) {
    return !may_need_escape(number_at<std::uint32_t>(text.data()) | number_at<std::uint32_t>(end - 4) << 32);
  }
  return std::all_of(text.begin(), text.end(), is_plain);
}

/// How many characters at the start of `text` stand for themselves.
std::size_t plain_prefix(std::string_view text) noexcept {
  constexpr std::size_t kStep = sizeof(std::uint64_t);
  if (text.size() <= kStep && is_short_and_plain(text)) return text.size();
  std::size_t plain = 0;
  for (; text.size() - plain >= kStep; plain += kStep) {
    if (may_need_escape(number_at<std::uint64_t>(text.data() + plain))) break;
  }
  const bool has_short_end = text.size() > kStep && text.size() - plain < kStep;
  if (has_short_end && !may_need_escape(number_at<std::uint64_t>(text.data() + text.size() - kStep))) {
    return text.size();
  }
  while (plain < text.size() && is_plain(text[plain])) ++plain;
  return plain;
}

}  // namespace

void append_json(std::string& json, std::string_view text) {
  json += '"';
  while (!text.empty()) {
    const std::size_t plain = plain_prefix(text);
    json.append(text.data(), plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    append_escaped(json, text.front());
    text.remove_prefix(1);
  }
  json += '"';
}

}  // namespace prescore::service
