#include "base/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace prescore {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                      "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

std::optional<unsigned> parse_digits(std::string_view text) noexcept {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Date> make_date(std::optional<unsigned> year, std::optional<unsigned> month,
                              std::optional<unsigned> day) noexcept {
  if (!year || !month || !day) return std::nullopt;
  const Date date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month), std::chrono::day(*day)};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string padded(unsigned value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) noexcept {
  if (text.size() == 9) {
    const auto* const month = std::find(kMonths.begin(), kMonths.end(), text.substr(2, 3));
    if (month == kMonths.end()) return std::nullopt;
    const auto number = static_cast<unsigned>(month - kMonths.begin()) + 1;
    return make_date(parse_digits(text.substr(5)), number, parse_digits(text.substr(0, 2)));
  }
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return make_date(parse_digits(text.substr(0, 4)), parse_digits(text.substr(5, 2)), parse_digits(text.substr(8)));
}

std::string iso_month(const Date& date) {
  return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
         padded(static_cast<unsigned>(date.month()), 2);
}

std::string iso(const Date& date) { return iso_month(date) + "-" + padded(static_cast<unsigned>(date.day()), 2); }

}  // namespace prescore
