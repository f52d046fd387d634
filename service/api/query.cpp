#include "service/api/query.hpp"

#include <algorithm>
#include <charconv>

namespace prescore::service {
namespace {

/// A part of a list has at most this many rows.
constexpr int kMaxListed = 200;

int hex_value(char character) noexcept {
  if (character >= '0' && character <= '9') return character - '0';
  if (character >= 'a' && character <= 'f') return character - 'a' + 10;
  if (character >= 'A' && character <= 'F') return character - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text) {
  std::string decoded;
  for (std::size_t index = 0; index < text.size(); ++index) {
    if (text[index] == '+') {
      decoded += ' ';
    } else if (text[index] != '%') {
      decoded += text[index];
    } else {
      const int high = index + 2 < text.size() ? hex_value(text[index + 1]) : -1;
      const int low = index + 2 < text.size() ? hex_value(text[index + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      index += 2;
    }
  }
  return decoded;
}

bool read_limit(std::string_view text, int& limit) noexcept {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  return error == std::errc() && end == text.data() + text.size() && limit >= 1 && limit <= kMaxListed;
}

}  // namespace

std::optional<std::map<std::string, std::string>> query_members(std::string_view query) {
  std::map<std::string, std::string> members;
  while (!query.empty()) {
    const std::string_view member = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(member.size() + 1, query.size()));
    const std::size_t mark = member.find('=');
    if (mark == std::string_view::npos) return std::nullopt;
    const auto value = decode(member.substr(mark + 1));
    if (!value || !members.emplace(std::string(member.substr(0, mark)), *value).second) return std::nullopt;
  }
  return members;
}

std::optional<std::string> take_list_member(const std::string& name, const std::string& value, const ListPart& part) {
  if (name == "since") {
    part.since = parse_moment(value);
    return part.since ? "" : "since must be a day or a time in UTC, as in 2026-11-27 or 2026-11-27T09:30:00Z.";
  }
  if (name == "cursor") {
    part.before = value;
    return is_uuid(value) ? "" : "cursor must be the id that the list before gave as next.";
  }
  if (name == "limit") return read_limit(value, part.limit) ? "" : "limit must be a number from 1 to 200.";
  return std::nullopt;
}

}  // namespace prescore::service
