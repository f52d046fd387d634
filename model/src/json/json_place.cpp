#include "json/json_place.hpp"

#include <algorithm>
#include <cmath>

#include "base/input_error.hpp"

namespace prescore {
namespace {

constexpr std::size_t kLineWidth = 120;

void append_readable(std::string& text, const Json& value, std::size_t indent) {
  const std::string compact = value.dump();
  const bool fits = compact.size() + indent <= kLineWidth;
  if (fits || !value.is_structured() || value.empty()) {
    text += compact;
    return;
  }
  const std::string inner(indent + 2, ' ');
  text += value.is_object() ? "{" : "[";
  bool first = true;
  for (const auto& item : value.items()) {
    text += (first ? "\n" : ",\n") + inner;
    if (value.is_object()) text += Json(item.key()).dump() + ": ";
    append_readable(text, item.value(), indent + 2);
    first = false;
  }
  text += "\n" + std::string(indent, ' ') + (value.is_object() ? "}" : "]");
}

}  // namespace

JsonPlace JsonPlace::at(std::string_view key) const {
  if (!value_->is_object()) fail("must be an object");
  const auto found = value_->find(std::string(key));
  if (found == value_->end()) fail("lacks \"" + std::string(key) + "\"");
  return {&*found, source_, path_ + "/" + std::string(key)};
}

bool JsonPlace::has(std::string_view key) const { return value_->is_object() && value_->contains(std::string(key)); }

std::vector<JsonPlace> JsonPlace::items() const {
  if (!value_->is_array()) fail("must be a list");
  std::vector<JsonPlace> places;
  for (const Json& item : *value_) places.push_back({&item, source_, path_ + "/" + std::to_string(places.size())});
  return places;
}

std::vector<std::string> JsonPlace::texts() const {
  std::vector<std::string> texts;
  for (const JsonPlace& item : items()) texts.push_back(item.text());
  return texts;
}

std::string JsonPlace::text() const {
  if (!value_->is_string()) fail("must be a text");
  return value_->get<std::string>();
}

bool JsonPlace::flag() const {
  if (!value_->is_boolean()) fail("must be true or false");
  return value_->get<bool>();
}

std::int64_t JsonPlace::integer(std::int64_t minimum, std::int64_t maximum) const {
  const bool too_large = value_->is_number_unsigned() && value_->get<std::uint64_t>() > INT64_MAX;
  const bool in_range = value_->is_number_integer() && !too_large && value_->get<std::int64_t>() >= minimum &&
                        value_->get<std::int64_t>() <= maximum;
  if (!in_range) fail("must be a whole number from " + std::to_string(minimum) + " to " + std::to_string(maximum));
  return value_->get<std::int64_t>();
}

double JsonPlace::number(double minimum, double maximum) const {
  const double value = value_->is_number() ? value_->get<double>() : std::nan("");
  if (!(value >= minimum && value <= maximum)) {
    fail("must be a number from " + Json(minimum).dump() + " to " + Json(maximum).dump());
  }
  return value;
}

void JsonPlace::allow_keys(std::initializer_list<std::string_view> keys) const {
  if (!value_->is_object()) fail("must be an object");
  for (const auto& item : value_->items()) {
    if (std::find(keys.begin(), keys.end(), item.key()) != keys.end()) continue;
    std::string known;
    for (const std::string_view key : keys) known += (known.empty() ? "" : ", ") + std::string(key);
    fail("has the unknown key \"" + item.key() + "\"; known are: " + known);
  }
}

void JsonPlace::fail(const std::string& what) const {
  throw InputError(source_ + ", " + (path_.empty() ? "/" : path_) + ": " + what);
}

Json parse_json(std::string_view text, const std::string& source) {
  const auto limit_depth = [&](int depth, Json::parse_event_t /*event*/, Json& /*value*/) {
    if (depth > kMaxJsonDepth) {
      throw InputError(source + ": its values are nested more than " + std::to_string(kMaxJsonDepth) + " deep");
    }
    return true;
  };
  return Json::parse(text, limit_depth);
}

Json read_json(const NamedText& document) {
  try {
    return parse_json(document.text, document.name);
  } catch (const Json::exception& error) {
    throw InputError(document.name + " is not JSON: " + error.what());
  }
}

std::string readable(const Json& document) {
  std::string text;
  append_readable(text, document, 0);
  return text + "\n";
}

}  // namespace prescore
