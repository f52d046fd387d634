#include "json/json_place.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include "base/file_error.hpp"
#include "base/input_error.hpp"
#include "prescore/check.hpp"

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

bool is_plain(char c) { return c != '~' && c != '/' && static_cast<unsigned char>(c) >= 0x20; }

/// A key as a part of a JSON pointer (RFC 6901), fit for a terminal.
std::string pointer_token(std::string_view key) {
  constexpr std::size_t kLongestToken = 100;
  if (key.size() <= kLongestToken && std::all_of(key.begin(), key.end(), is_plain)) return std::string(key);
  std::string token;
  for (const char c : key.substr(0, kLongestToken)) {
    token += c == '~' ? "~0" : c == '/' ? "~1" : is_plain(c) ? std::string(1, c) : "?";
  }
  return key.size() > kLongestToken ? token + "..." : token;
}

/// Follows the events of the parser and knows where it is, because a parsed object no longer shows a key that it had
/// twice.
class RepeatedKeys {
 public:
  /// The place of a key that its object had before.
  std::optional<std::string> next(Json::parse_event_t event, const Json& value) {
    using Event = Json::parse_event_t;
    if (event == Event::object_end || event == Event::array_end) {
      open_.pop_back();
    } else if (event == Event::key) {
      open_.back().key = value.get<std::string>();
      if (!open_.back().keys.insert(open_.back().key).second) return place();
      return std::nullopt;
    } else if (!open_.empty() && open_.back().is_list) {
      open_.back().key = std::to_string(open_.back().entries++);
    }
    if (event == Event::object_start || event == Event::array_start) {
      open_.push_back({event == Event::array_start, 0, {}, {}});
    }
    return std::nullopt;
  }

 private:
  struct Open {
    // cppcheck-suppress unusedStructMember
    bool is_list;
    // cppcheck-suppress unusedStructMember
    std::size_t entries;
    std::string key;
    // cppcheck-suppress unusedStructMember
    std::set<std::string> keys;
  };

  [[nodiscard]] std::string place() const {
    std::string path;
    for (const Open& level : open_) path += "/" + pointer_token(level.key);
    return path;
  }

  std::vector<Open> open_;
};

}  // namespace

JsonPlace::JsonPlace(const JsonPlace& parent, const Json* value, std::string_view key)
    : value_(value), source_(parent.source_), path_(parent.path_ + "/" + pointer_token(key)), errors_(parent.errors_) {}

JsonPlace JsonPlace::at(std::string_view key) const {
  const Json* found = nullptr;
  if (!json().is_object()) {
    report("must be an object");
  } else if (const auto entry = json().find(std::string(key)); entry != json().end()) {
    found = &*entry;
  } else {
    report("lacks \"" + std::string(key) + "\"");
  }
  return {*this, found, key};
}

bool JsonPlace::has(std::string_view key) const { return json().is_object() && json().contains(std::string(key)); }

std::vector<std::pair<std::string, JsonPlace>> JsonPlace::entries() const {
  std::vector<std::pair<std::string, JsonPlace>> places;
  if (!json().is_object()) {
    report("must be an object");
    return places;
  }
  for (const auto& item : json().items()) {
    places.emplace_back(item.key(), JsonPlace(*this, &item.value(), item.key()));
  }
  return places;
}

std::vector<JsonPlace> JsonPlace::items() const {
  std::vector<JsonPlace> places;
  if (!json().is_array()) {
    report("must be a list");
    return places;
  }
  for (const Json& item : json()) places.push_back({*this, &item, std::to_string(places.size())});
  return places;
}

std::vector<JsonPlace> JsonPlace::items(const EntryLimits& limits) const {
  std::vector<JsonPlace> places = items();
  if (!json().is_array()) return places;
  const std::size_t size = places.size();
  const std::string counted = std::to_string(size) + " " + limits.entry + (size == 1 ? "" : "s");
  if (size < limits.minimum) report(counted + "; at least " + std::to_string(limits.minimum));
  if (size > limits.maximum) report(counted + "; at most " + std::to_string(limits.maximum));
  return places;
}

std::vector<std::string> JsonPlace::texts() const {
  std::vector<std::string> texts;
  for (const JsonPlace& item : items()) texts.push_back(item.text());
  return texts;
}

std::string JsonPlace::text() const {
  if (json().is_string()) return json().get<std::string>();
  report("must be a text");
  return {};
}

std::string JsonPlace::name() const {
  std::string name = text();
  if (json().is_string() && !is_name(name)) {
    report("\"" + shown_text(name) + "\" is not a name: write 1 to 64 characters of a-z, 0-9, _ and -");
  }
  return name;
}

bool JsonPlace::flag() const {
  if (json().is_boolean()) return json().get<bool>();
  report("must be true or false");
  return false;
}

std::int64_t JsonPlace::integer(std::int64_t minimum, std::int64_t maximum) const {
  const bool too_large = json().is_number_unsigned() && json().get<std::uint64_t>() > INT64_MAX;
  const bool in_range = json().is_number_integer() && !too_large && json().get<std::int64_t>() >= minimum &&
                        json().get<std::int64_t>() <= maximum;
  if (in_range) return json().get<std::int64_t>();
  // 12.0 is a whole number, in JSON Schema too. Beyond 2^53 a number with a point may stand for several whole ones.
  const double value = json().is_number_float() ? json().get<double>() : std::nan("");
  const bool is_whole = std::abs(value) <= 0x1p53 && std::trunc(value) == value;
  if (is_whole && static_cast<std::int64_t>(value) >= minimum && static_cast<std::int64_t>(value) <= maximum) {
    return static_cast<std::int64_t>(value);
  }
  report("must be a whole number from " + std::to_string(minimum) + " to " + std::to_string(maximum));
  return minimum;
}

double JsonPlace::number(double minimum, double maximum) const {
  const double value = json().is_number() ? json().get<double>() : std::nan("");
  if (value >= minimum && value <= maximum) return value;
  report("must be a number from " + Json(minimum).dump() + " to " + Json(maximum).dump());
  return minimum;
}

void JsonPlace::allow_keys(std::initializer_list<std::string_view> keys) const {
  if (!json().is_object()) return report("must be an object");
  for (const auto& item : json().items()) {
    if (std::find(keys.begin(), keys.end(), item.key()) != keys.end()) continue;
    std::string known;
    for (const std::string_view key : keys) known += (known.empty() ? "" : ", ") + std::string(key);
    report("has the unknown key \"" + shown_text(item.key()) + "\"; known are: " + known);
  }
}

const Json& JsonPlace::json() const {
  static const Json nothing;
  return value_ == nullptr ? nothing : *value_;
}

void JsonPlace::report(const std::string& what) const {
  if (errors_ == nullptr) fail(what);
  if (value_ != nullptr) errors_->add(where() + ": " + what);
}

void JsonPlace::fail(const std::string& what) const { throw InputError(where() + ": " + what); }

std::string JsonPlace::where() const { return source_ + ", " + (path_.empty() ? "/" : path_); }

void require_unique(const std::vector<JsonPlace>& ids) {
  std::set<std::string> taken;
  for (const JsonPlace& id : ids) {
    if (!id.json().is_string() || taken.insert(id.json().get<std::string>()).second) continue;
    id.report("the name \"" + shown_text(id.json().get<std::string>()) + "\" appears twice");
  }
}

Json parse_json(std::string_view text, const std::string& source, ErrorList* errors) {
  RepeatedKeys keys;
  const auto watch = [&](int depth, Json::parse_event_t event, const Json& value) {
    if (depth > kMaxJsonDepth) {
      throw InputError(source + ": its values are nested more than " + std::to_string(kMaxJsonDepth) + " deep");
    }
    const auto place = keys.next(event, value);
    if (!place) return true;
    const std::string what = "appears twice; keep one";
    if (errors == nullptr) throw InputError(source + ", " + *place + ": " + what);
    errors->add(source + ", " + *place + ": " + what);
    return true;
  };
  return Json::parse(text, watch);
}

Json read_json(const NamedText& document, ErrorList* errors) {
  std::string what;
  try {
    return parse_json(document.text, document.name, errors);
  } catch (const Json::exception& error) {
    what = document.name + " is not JSON: " + error.what();
  } catch (const InputError& error) {
    what = error.what();
  }
  if (errors == nullptr) throw InputError(what);
  errors->add(what);
  return Json(Json::value_t::discarded);
}

std::string readable(const Json& document) {
  std::string text;
  append_readable(text, document, 0);
  return text + "\n";
}

}  // namespace prescore
