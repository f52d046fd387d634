// A stream of rows with the name that messages give it.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>

#include "csv/csv_dialect.hpp"

namespace prescore {

/// A data file, already open: only files/ and cli/ open files.
struct NamedStream {
  std::istream& stream;
  /// For messages, as in "F.csv".
  std::string name;
  /// The size of the whole stream, 0 if it is unknown. It serves progress and memory only.
  std::uint64_t bytes = 0;
  /// How the file is written, as far as a person states it.
  CsvDialect dialect = {};
  /// Called with lines for people: how the file is written, where that is unusual, and which rows were left out. May be
  /// empty.
  std::function<void(const std::string&)> note = nullptr;
};

}  // namespace prescore
