#include "service/base/base64.hpp"

#include <openssl/evp.h>

namespace prescore::service {
namespace {

const unsigned char* bytes(std::string_view text) noexcept {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) noexcept { return reinterpret_cast<unsigned char*>(text.data()); }

bool is_digit_of_base64(char character) noexcept {
  return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
         (character >= '0' && character <= '9') || character == '+' || character == '/';
}

}  // namespace

std::string to_base64(std::string_view text) {
  // OpenSSL ends the text with a NUL.
  std::string encoded((text.size() + 2) / 3 * 4 + 1, '\0');
  EVP_EncodeBlock(bytes(encoded), bytes(text), static_cast<int>(text.size()));
  encoded.pop_back();
  return encoded;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  // OpenSSL skips blanks and line ends, and does not say how much of the end is padding.
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  for (const char character : text.substr(0, text.size() - padding)) {
    if (!is_digit_of_base64(character)) return std::nullopt;
  }
  std::string decoded(text.size() / 4 * 3, '\0');
  if (EVP_DecodeBlock(bytes(decoded), bytes(text), static_cast<int>(text.size())) < 0) return std::nullopt;
  decoded.resize(decoded.size() - padding);
  return decoded;
}

}  // namespace prescore::service
