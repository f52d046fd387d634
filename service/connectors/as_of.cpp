#include "service/connectors/as_of.hpp"

#include <charconv>
#include <string>

namespace prescore::service {
namespace {

constexpr Moment kMinute = 60'000'000;
constexpr Moment kDay = Moment{24} * 60 * kMinute;
constexpr std::size_t kDayChars = 10;
constexpr std::size_t kFractionDigits = 6;

/// Two digits in [0, maximum].
std::optional<Moment> two_digits(std::string_view text, int maximum) noexcept {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = text.size() == 2 && error == std::errc() && end == text.data() + 2 && text[0] != '-';
  if (!is_whole || value > maximum) return std::nullopt;
  return value;
}

/// "+03", "+0300", "-03:30"
std::optional<Moment> read_offset(std::string_view text) noexcept {
  const bool is_negative = text[0] == '-';
  text.remove_prefix(1);
  const auto hours = two_digits(text.substr(0, 2), 23);
  if (!hours) return std::nullopt;
  text.remove_prefix(2);
  if (text.starts_with(':')) text.remove_prefix(1);
  const auto minutes = text.empty() ? std::optional<Moment>(0) : two_digits(text, 59);
  if (!minutes) return std::nullopt;
  const Moment offset = (*hours * 60 + *minutes) * kMinute;
  return is_negative ? -offset : offset;
}

std::optional<Moment> read_time(std::string_view text) {
  Moment offset = 0;
  if (text.ends_with('Z') || text.ends_with('z')) {
    text.remove_suffix(1);
  } else if (const std::size_t sign = text.find_first_of("+-", kDayChars); sign != std::string_view::npos) {
    const auto read = read_offset(text.substr(sign));
    if (!read) return std::nullopt;
    offset = *read;
    text = text.substr(0, sign);
  }
  std::string time(text);
  time[kDayChars] = time[kDayChars] == ' ' || time[kDayChars] == 't' ? 'T' : time[kDayChars];
  const std::size_t point = time.find('.');
  if (point != std::string::npos && time.find_first_not_of("0123456789", point + 1) == std::string::npos) {
    time.resize(std::min(time.size(), point + 1 + kFractionDigits));
  }
  const auto moment = parse_moment(time + "Z");
  if (!moment) return std::nullopt;
  return *moment - offset;
}

}  // namespace

std::optional<Moment> read_as_of(std::string_view text, Moment now) {
  const auto moment = text.size() > kDayChars ? read_time(text) : parse_moment(text);
  if (!moment || *moment > now + kDay) return std::nullopt;
  return moment;
}

}  // namespace prescore::service
