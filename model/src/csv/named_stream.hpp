// A stream of rows with the name that messages give it.
#pragma once

#include <cstdint>
#include <istream>
#include <string>

namespace prescore {

/// A data file, already open: only files/ and cli/ open files.
struct NamedStream {
  std::istream& stream;
  /// For messages, as in "F.csv".
  std::string name;
  /// The size of the whole stream, 0 if it is unknown. It serves progress and memory only.
  std::uint64_t bytes = 0;
};

}  // namespace prescore
