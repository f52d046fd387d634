#include "service/base/moment.hpp"

#include <algorithm>
#include <chrono>

#include "service/base/crypto.hpp"

namespace prescore::service {
namespace {

constexpr Moment kSecond = 1'000'000;
constexpr Moment kDay = 86'400 * kSecond;

bool is_digit(char character) noexcept { return character >= '0' && character <= '9'; }

/// Takes `count` digits off `text`; nothing where there are fewer.
std::optional<int> take_digits(std::string_view& text, std::size_t count) noexcept {
  if (text.size() < count || !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count), is_digit)) {
    return std::nullopt;
  }
  int value = 0;
  for (std::size_t index = 0; index < count; ++index) value = value * 10 + (text[index] - '0');
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char mark) noexcept {
  if (!text.starts_with(mark)) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Moment> take_day(std::string_view& text) noexcept {
  const auto year = take_digits(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = take_digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = take_digits(text, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count() * kDay;
}

std::optional<Moment> take_fraction(std::string_view& text) noexcept {
  if (!take(text, '.')) return 0;
  Moment value = 0;
  Moment unit = kSecond / 10;
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), unit /= 10) {
    if (unit == 0) return std::nullopt;
    value += (text.front() - '0') * unit;
  }
  return value;
}

std::optional<Moment> take_time(std::string_view& text) noexcept {
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const auto second = take_digits(text, 2);
  if (!second || *second > 59) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  return (*hour * 3600 + *minute * 60 + *second) * kSecond + *fraction;
}

constexpr std::size_t kUuidBytes = 16;

/// With the time in the first six bytes, and version 7 in its place.
std::string uuid_from(std::string bytes, Moment moment) {
  const auto milliseconds = static_cast<std::uint64_t>(moment / 1000);
  for (std::size_t index = 0; index < 6; ++index) {
    bytes[index] = static_cast<char>(milliseconds >> (8 * (5 - index)));
  }
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x70);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string text = hex(bytes);
  for (const std::size_t place : {8U, 13U, 18U, 23U}) text.insert(place, 1, '-');
  return text;
}

/// Writes `value`, which is not negative, in `count` digits.
void put_digits(std::string& text, std::size_t place, std::size_t count, std::int64_t value) noexcept {
  for (std::size_t digit = count; digit-- > 0; value /= 10) text[place + digit] = static_cast<char>('0' + value % 10);
}

}  // namespace

Moment Clock::now() noexcept {
  const auto system = std::chrono::system_clock::now().time_since_epoch();
  const Moment moment = std::chrono::duration_cast<std::chrono::microseconds>(system).count();
  not_before(moment);
  return last_.load(std::memory_order_relaxed);
}

void Clock::not_before(Moment moment) noexcept {
  Moment last = last_.load(std::memory_order_relaxed);
  while (last < moment && !last_.compare_exchange_weak(last, moment, std::memory_order_relaxed)) {
  }
}

std::string iso(Moment moment) {
  using std::chrono::floor;
  const std::chrono::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(moment)};
  const auto day = floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::int64_t left = (time - day).count();
  std::string text = "0000-00-00T00:00:00.000000Z";
  put_digits(text, 0, 4, static_cast<int>(date.year()));
  put_digits(text, 5, 2, static_cast<unsigned>(date.month()));
  put_digits(text, 8, 2, static_cast<unsigned>(date.day()));
  put_digits(text, 11, 2, left / (3600 * kSecond));
  put_digits(text, 14, 2, left / (60 * kSecond) % 60);
  put_digits(text, 17, 2, left / kSecond % 60);
  put_digits(text, 20, 6, left % kSecond);
  return text;
}

std::optional<Moment> parse_moment(std::string_view text) noexcept {
  const auto day = take_day(text);
  if (!day || text.empty()) return day;
  if (!take(text, 'T')) return std::nullopt;
  const auto time = take_time(text);
  if (!time || !take(text, 'Z') || !text.empty()) return std::nullopt;
  return *day + *time;
}

std::string make_uuid(Moment moment) { return uuid_from(random_bytes(kUuidBytes), moment); }

std::string least_uuid(Moment moment) { return uuid_from(std::string(kUuidBytes, '\0'), std::max<Moment>(moment, 0)); }

bool is_uuid(std::string_view text) noexcept {
  if (text.size() != 36) return false;
  for (std::size_t index = 0; index < text.size(); ++index) {
    const char character = text[index];
    const bool is_mark = index == 8 || index == 13 || index == 18 || index == 23;
    const bool is_right = is_mark ? character == '-' : is_digit(character) || (character >= 'a' && character <= 'f');
    if (!is_right) return false;
  }
  return true;
}

}  // namespace prescore::service
