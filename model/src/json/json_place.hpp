// Reads hostile JSON: every access knows its place, so that every error names it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/named_text.hpp"

namespace prescore {

using Json = nlohmann::ordered_json;

/// A value within a JSON document, with its path as a JSON pointer. All methods throw InputError
/// ("model.json, /forest/trees/3/0: ...") where the value is not what is asked for.
class JsonPlace {
 public:
  /// `document` must outlive the place.
  JsonPlace(const Json& document, std::string source) : value_(&document), source_(std::move(source)) {}

  [[nodiscard]] JsonPlace at(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] std::vector<JsonPlace> items() const;
  [[nodiscard]] std::vector<std::string> texts() const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool flag() const;
  /// A whole number in [minimum, maximum].
  [[nodiscard]] std::int64_t integer(std::int64_t minimum, std::int64_t maximum) const;
  /// A finite number in [minimum, maximum].
  [[nodiscard]] double number(double minimum, double maximum) const;
  /// Refuses any key of this object that is not among `keys`: a misspelt key must not pass for a missing one.
  void allow_keys(std::initializer_list<std::string_view> keys) const;

  [[nodiscard]] const Json& json() const noexcept { return *value_; }
  [[noreturn]] void fail(const std::string& what) const;

 private:
  JsonPlace(const Json* value, std::string source, std::string path)
      : value_(value), source_(std::move(source)), path_(std::move(path)) {}

  const Json* value_;
  std::string source_;
  std::string path_;
};

/// Deeper documents are refused: copying them would exhaust the stack, and ours are no deeper than ten.
inline constexpr int kMaxJsonDepth = 64;

/// Reads JSON text. Throws Json::exception, with line and column, where it is not JSON; InputError, naming `source`,
/// where it is nested more than kMaxJsonDepth deep.
[[nodiscard]] Json parse_json(std::string_view text, const std::string& source);

/// The same, but text that is not JSON throws InputError too: "policy.json is not JSON: ...", with line and column.
[[nodiscard]] Json read_json(const NamedText& document);

/// The document as text for people: what fits a line stays on one, everything else is broken and indented.
[[nodiscard]] std::string readable(const Json& document);

}  // namespace prescore
