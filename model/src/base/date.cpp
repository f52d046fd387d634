#include "base/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/blanks.hpp"

namespace prescore {
namespace {

constexpr std::string_view kMonths = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

std::optional<unsigned> parse_digits(std::string_view text) noexcept {
  unsigned value = 0;
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} ? std::optional(value) : std::nullopt;
}

std::optional<unsigned> parse_month_name(std::string_view text) noexcept {
  if (text.size() != 3) return std::nullopt;
  std::array<char, 3> upper{};
  std::transform(text.begin(), text.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  for (unsigned month = 0; month < 12; ++month) {
    if (kMonths.substr(std::size_t{3} * month, 3) == std::string_view(upper.data(), 3)) return month + 1;
  }
  return std::nullopt;
}

std::optional<Date> make_date(std::optional<unsigned> year, std::optional<unsigned> month,
                              std::optional<unsigned> day) noexcept {
  if (!year || !month || !day) return std::nullopt;
  const Date date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month), std::chrono::day(*day)};
  return date.ok() ? std::optional(date) : std::nullopt;
}

/// The day of a text such as "2024-01-01 00:00:00" or "2024-01-01T10:15:00.5+03:00"; other texts as they are.
std::string_view without_time(std::string_view text) noexcept {
  const std::size_t place = text.find_first_of(" T:", 7);
  if (place == std::string_view::npos || text[place] == ':' || place + 1 == text.size()) {
    // SAS writes 01FEB2014:00:00:00.
    return place == 9 && text[place] == ':' ? text.substr(0, place) : text;
  }
  const std::string_view time = text.substr(place + 1);
  const bool is_time =
      time.find_first_not_of("0123456789:.+-Z ") == std::string_view::npos && time.find(':') != std::string_view::npos;
  return is_time ? text.substr(0, place) : text;
}

/// One or two digits, a slash or a hyphen, one or two digits, the same mark, four digits.
std::optional<Date> parse_stated(std::string_view text, DateForm form) noexcept {
  const std::size_t first = text.find_first_of("/-");
  if (form == DateForm::unknown || first == std::string_view::npos || first > 2) return std::nullopt;
  const std::size_t second = text.find(text[first], first + 1);
  if (second == std::string_view::npos || second > first + 3 || text.size() != second + 5) return std::nullopt;
  const auto one = parse_digits(text.substr(0, first));
  const auto other = parse_digits(text.substr(first + 1, second - first - 1));
  const auto year = parse_digits(text.substr(second + 1));
  return form == DateForm::day_month_year ? make_date(year, other, one) : make_date(year, one, other);
}

std::string padded(unsigned value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text, DateForm form) noexcept {
  text = trimmed(without_time(trimmed(text)));
  if (const auto stated = parse_stated(text, form)) return stated;
  const auto part = [&](std::size_t begin, std::size_t size) { return parse_digits(text.substr(begin, size)); };
  const auto is_marked = [&](char mark, std::size_t first, std::size_t second) {
    return text[first] == mark && text[second] == mark;
  };
  switch (text.size()) {
    case 7:
      return text[4] == '-' ? make_date(part(0, 4), part(5, 2), 1) : std::nullopt;
    case 8:
      if (text[3] == '-') return make_date(part(4, 4), parse_month_name(text.substr(0, 3)), 1);
      return make_date(part(0, 4), part(4, 2), part(6, 2));
    case 9:
      return make_date(part(5, 4), parse_month_name(text.substr(2, 3)), part(0, 2));
    case 10:
      if (is_marked('-', 4, 7) || is_marked('/', 4, 7)) return make_date(part(0, 4), part(5, 2), part(8, 2));
      return is_marked('.', 2, 5) ? make_date(part(6, 4), part(3, 2), part(0, 2)) : std::nullopt;
    case 11:
      if (!is_marked('-', 2, 6)) return std::nullopt;
      return make_date(part(7, 4), parse_month_name(text.substr(3, 3)), part(0, 2));
    default:
      return std::nullopt;
  }
}

std::string iso_month(const Date& date) {
  return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
         padded(static_cast<unsigned>(date.month()), 2);
}

std::string iso(const Date& date) { return iso_month(date) + "-" + padded(static_cast<unsigned>(date.day()), 2); }

}  // namespace prescore
