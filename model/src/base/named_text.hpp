// A text with the name that messages give it.
#pragma once

#include <string>

namespace prescore {

/// The content of a file, already read: only files/ and cli/ open files.
struct NamedText {
  std::string text;
  /// For messages, as in "model/instant-card/policy.json".
  std::string name;
};

}  // namespace prescore
