#include "service/base/json_text.hpp"

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

std::uint64_t eight_at(const char* text) noexcept {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof(bytes));
  return bytes;
}

/// How many characters at the start of `text` stand for themselves.
std::size_t plain_prefix(std::string_view text) noexcept {
  constexpr std::size_t kStep = sizeof(std::uint64_t);
  std::size_t plain = 0;
  for (; text.size() - plain >= kStep; plain += kStep) {
    if (may_need_escape(eight_at(text.data() + plain))) break;
  }
  // The last eight, some of which were looked at before.
  if (text.size() >= kStep && text.size() - plain < kStep &&
      !may_need_escape(eight_at(text.data() + text.size() - kStep)))
    return text.size();
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
