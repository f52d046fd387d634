// Reads hostile JSON: every access knows its place, so that every error names it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/named_text.hpp"
#include "json/error_list.hpp"

namespace prescore {

using Json = nlohmann::ordered_json;

/// How many entries a list may have, and what one is called: {2, 64, "option"}.
struct EntryLimits {
  std::size_t minimum;
  std::size_t maximum;
  const char* entry;
};

/// A value within a JSON document, with its path as a JSON pointer.
///
/// A value that is not what is asked for is an error: "model.json, /forest/trees/3/0: ...". Without an ErrorList the
/// methods throw it as InputError. With one they add it to the list and return a stand-in (an empty text, no entries,
/// false, the minimum), so that reading goes on; what is read below a missing value adds no more errors.
class JsonPlace {
 public:
  /// `document` and `errors` must outlive the place.
  JsonPlace(const Json& document, std::string source, ErrorList* errors = nullptr)
      : value_(&document), source_(std::move(source)), errors_(errors) {}

  [[nodiscard]] JsonPlace at(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const;
  /// The entries of an object, by key.
  [[nodiscard]] std::vector<std::pair<std::string, JsonPlace>> entries() const;
  [[nodiscard]] std::vector<JsonPlace> items() const;
  /// All items, although too few or too many are an error: "65 options; at most 64".
  [[nodiscard]] std::vector<JsonPlace> items(const EntryLimits& limits) const;
  [[nodiscard]] std::vector<std::string> texts() const;
  [[nodiscard]] std::string text() const;
  /// [a-z0-9_-]{1,64}
  [[nodiscard]] std::string name() const;
  [[nodiscard]] bool flag() const;
  /// A whole number in [minimum, maximum].
  [[nodiscard]] std::int64_t integer(std::int64_t minimum, std::int64_t maximum) const;
  /// A finite number in [minimum, maximum].
  [[nodiscard]] double number(double minimum, double maximum) const;
  /// Any key of this object that is not among `keys` is an error: a misspelt key must not pass for a missing one.
  void allow_keys(std::initializer_list<std::string_view> keys) const;

  /// Whether a document has this value. False for a stand-in.
  [[nodiscard]] bool is_present() const noexcept { return value_ != nullptr; }
  /// Null for a stand-in.
  [[nodiscard]] const Json& json() const;
  /// Adds an error to the list, or throws where there is none. Stand-ins stay silent.
  void report(const std::string& what) const;
  /// For readers that cannot go on: as `report`, but throws in any case.
  [[noreturn]] void fail(const std::string& what) const;

 private:
  JsonPlace(const JsonPlace& parent, const Json* value, std::string_view key);

  [[nodiscard]] std::string where() const;

  const Json* value_;
  std::string source_;
  std::string path_;
  ErrorList* errors_;
};

/// An error at each id that an earlier entry has; `ids` are places of texts.
void require_unique(const std::vector<JsonPlace>& ids);

/// Deeper documents are refused: copying them would exhaust the stack, and ours are no deeper than ten.
inline constexpr int kMaxJsonDepth = 64;

/// Reads JSON text. Throws Json::exception, with line and column, where it is not JSON; InputError, naming `source`,
/// where it is nested more than kMaxJsonDepth deep or an object has a key twice. With `errors`, keys that appear twice
/// are added to it instead, and the last value counts.
[[nodiscard]] Json parse_json(std::string_view text, const std::string& source, ErrorList* errors = nullptr);

/// The same, but text that is not JSON is an error too: "policy.json is not JSON: ...", with line and column. With
/// `errors` nothing is thrown; text that is not JSON then gives a discarded value (`is_discarded()`).
[[nodiscard]] Json read_json(const NamedText& document, ErrorList* errors = nullptr);

/// The document as text for people: what fits a line stays on one, everything else is broken and indented.
[[nodiscard]] std::string readable(const Json& document);

}  // namespace prescore
