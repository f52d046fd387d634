#include "signing/canonical_json.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <limits>
#include <map>
#include <string_view>

#include "base/input_error.hpp"

namespace prescore {
namespace {

/// ECMAScript's Number::toString: the fewest digits that name the number, with an exponent outside 1e-6 to 1e21.
std::string shortest(double number) {
  if (number == 0) return "0";
  if (number < 0) return "-" + shortest(-number);
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t mark = text.find('e');
  std::string digits(text.substr(0, mark));
  if (digits.size() > 1) digits.erase(1, 1);
  int exponent = 0;
  const std::size_t sign = text[mark + 1] == '+' ? 2 : 1;
  std::from_chars(text.data() + mark + sign, text.data() + text.size(), exponent);
  // The decimal point stands behind so many digits.
  const int point = exponent + 1;
  const int count = static_cast<int>(digits.size());
  if (count <= point && point <= 21) return digits + std::string(static_cast<std::size_t>(point - count), '0');
  if (0 < point && point <= 21) return digits.insert(static_cast<std::size_t>(point), ".");
  if (-6 < point && point <= 0) return "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  if (count > 1) digits.insert(1, ".");
  return digits + (exponent < 0 ? "e-" : "e+") + std::to_string(exponent < 0 ? -exponent : exponent);
}

/// Whether a double holds the whole number: no more than 53 binary digits, from the first 1 to the last.
bool is_exact(const Json& value) {
  const bool negative = !value.is_number_unsigned() && value.get<std::int64_t>() < 0;
  const auto bits = value.get<std::uint64_t>();
  const std::uint64_t size = negative ? 0 - bits : bits;
  return size == 0 ||
         static_cast<int>(std::bit_width(size)) - std::countr_zero(size) <= std::numeric_limits<double>::digits;
}

std::string number_text(const Json& value, const std::string& source) {
  if (value.is_number_integer() && !is_exact(value)) {
    throw InputError(source + ": the number " + value.dump() +
                     " cannot be signed, because not every program reads it alike; use a whole number up to 2^53");
  }
  return shortest(value.get<double>());
}

void append(const Json& value, const std::string& source, std::string& text) {
  const char* before = "";
  if (value.is_object()) {
    std::map<std::string, const Json*> sorted;
    for (const auto& item : value.items()) sorted[item.key()] = &item.value();
    text += "{";
    for (const auto& [key, inner] : sorted) {
      text.append(before).append(Json(key).dump()).append(":");
      append(*inner, source, text);
      before = ",";
    }
    text += "}";
  } else if (value.is_array()) {
    text += "[";
    for (const Json& item : value) {
      text += before;
      append(item, source, text);
      before = ",";
    }
    text += "]";
  } else {
    text += value.is_number() ? number_text(value, source) : value.dump();
  }
}

}  // namespace

std::string canonical_json(const Json& value, const std::string& source) {
  std::string text;
  append(value, source, text);
  return text;
}

}  // namespace prescore
