// Ids for questions, options and units, from what a data file calls them.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace prescore {

/// `text` as a name: Russian letters in Latin ones, capitals as small letters, "_" for anything else, at most 48
/// characters of a-z, 0-9 and _. "PersonAge" becomes "person_age", "> 5 лет" "above_5_let". May be empty.
[[nodiscard]] std::string name_from(std::string_view text);

/// Names that differ from one another.
class UniqueNames {
 public:
  /// The name of `text`, or `otherwise` if it has none, with a number behind it if it is taken: "age", "age_2".
  [[nodiscard]] std::string take(std::string_view text, const std::string& otherwise);

 private:
  std::set<std::string> taken_;
};

}  // namespace prescore
