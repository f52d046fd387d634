#include "service/connectors/bureau_url.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

namespace prescore::service {
namespace {

constexpr std::string_view kClient = "{client}";
/// Stands for the reference of a client.
constexpr std::string_view kAnyClient = "x";

struct FreeUrl {
  void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};

/// A part of an address; empty where it has none.
std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string copy = text;
  curl_free(text);
  return copy;
}

bool is_this_machine(std::string_view host) noexcept {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

bool is_plain(char character) noexcept {
  return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
         (character >= 'A' && character <= 'Z') || character == '-' || character == '_';
}

}  // namespace

std::string bureau_url_error(const std::string& url) {
  const std::size_t place = url.find(kClient);
  if (place == std::string::npos || url.find(kClient, place + 1) != std::string::npos) {
    return "must have {client} once, where the client's reference goes";
  }
  const std::unique_ptr<CURLU, FreeUrl> parsed(curl_url());
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, bureau_url(url, kAnyClient).c_str(), 0) != CURLUE_OK) {
    return "must be an address, as in https://bureau.example/scores/{client}";
  }
  const std::string scheme = part_of(parsed.get(), CURLUPART_SCHEME);
  const std::string host = part_of(parsed.get(), CURLUPART_HOST);
  if (scheme != "https" && !(scheme == "http" && is_this_machine(host))) {
    return "must begin with https://; http:// is for 127.0.0.1, [::1] and localhost alone";
  }
  if (!part_of(parsed.get(), CURLUPART_USER).empty() || !part_of(parsed.get(), CURLUPART_PASSWORD).empty()) {
    return "must hold no user and no password: name a file with \"token\"";
  }
  if (!part_of(parsed.get(), CURLUPART_FRAGMENT).empty()) return "must have no # and nothing behind it";
  // The second for "https:///{client}", of which libcurl makes a host.
  if (url.find_first_of("/?", scheme.size() + 3) > place || host == kAnyClient)
    return "must have {client} in its path or its query";
  return {};
}

bool fits_url(std::string_view client) noexcept {
  return !std::ranges::all_of(client, [](char character) { return character == '.'; });
}

std::string bureau_url(std::string_view url, std::string_view client) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const std::size_t place = url.find(kClient);
  std::string text(url.substr(0, place));
  for (const char character : client) {
    if (is_plain(character)) {
      text += character;
      continue;
    }
    const auto byte = static_cast<unsigned char>(character);
    text += '%';
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text.append(url.substr(place + kClient.size()));
}

}  // namespace prescore::service
