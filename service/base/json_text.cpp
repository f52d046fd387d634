#include "service/base/json_text.hpp"

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

}  // namespace

void append_json(std::string& json, std::string_view text) {
  json += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    json += text.substr(0, plain);
    if (plain < text.size()) append_escaped(json, text[plain++]);
    text.remove_prefix(plain);
  }
  json += '"';
}

}  // namespace prescore::service
