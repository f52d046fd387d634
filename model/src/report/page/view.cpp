#include "report/page/view.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string_view>

namespace prescore {
namespace {

using ViewData = kainjow::mustache::data;

constexpr const char* kNoBreakSpace = "\xC2\xA0";

std::string fixed(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  // "-0.0" is written as "0.0".
  const std::string_view digits = text.data();
  const bool is_zero = digits.find_first_of("123456789") == std::string_view::npos;
  return std::string(is_zero && digits.starts_with('-') ? digits.substr(1) : digits);
}

/// "17,683"
std::string grouped(double value) {
  std::string digits = fixed(std::abs(value), 0);
  for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, ",");
  return (value < 0 ? "-" : "") + digits;
}

void add_spellings(ViewData& view, const std::string& key, double value) {
  view.set(key + "_percent", fixed(100.0 * value, 1) + kNoBreakSpace + "%");
  view.set(key + "_3", fixed(value, 3));
  view.set(key + "_4", fixed(value, 4));
  view.set(key + "_count", grouped(value));
}

void add_dashes(ViewData& view, const std::string& key) {
  for (const char* spelling : {"_percent", "_3", "_4", "_count"}) view.set(key + spelling, "\xE2\x80\x93");
}

ViewData list_view(const Json& list) {
  ViewData view(ViewData::type::list);
  for (const Json& item : list) view.push_back(view_of(item));
  return view;
}

ViewData object_view(const Json& object) {
  ViewData view(ViewData::type::object);
  for (const auto& item : object.items()) {
    view.set(item.key(), view_of(item.value()));
    if (item.value().is_number()) add_spellings(view, item.key(), item.value().get<double>());
    if (item.value().is_null()) add_dashes(view, item.key());
  }
  return view;
}

}  // namespace

ViewData view_of(const Json& value) {
  if (value.is_object()) return object_view(value);
  if (value.is_array()) return list_view(value);
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean() || value.is_null()) {
    return ViewData(value == true ? ViewData::type::bool_true : ViewData::type::bool_false);
  }
  const bool whole = value.is_number_float() && value == std::trunc(value.get<double>());
  return whole ? fixed(value.get<double>(), 0) : value.dump();
}

std::string fill_template(std::string_view text, const ViewData& view, std::string_view template_name, bool for_html) {
  kainjow::mustache::mustache filler{std::string(text)};
  if (!for_html) filler.set_custom_escape([](const std::string& value) { return value; });
  std::string filled = filler.render(view);
  if (filler.is_valid()) return filled;
  throw std::logic_error(std::string(template_name) + ": " + filler.error_message());
}

}  // namespace prescore
