// A file of comma-separated values, read from its start to its end in blocks.
#pragma once

#include <cstdint>
#include <istream>
#include <string>

#include "csv/csv_block.hpp"

namespace prescore {

class CsvSource {
 public:
  /// `source` names the input in messages; `input` must outlive the source.
  CsvSource(std::istream& input, std::string source, std::size_t chunk_bytes = kCsvChunkBytes);

  /// Fills `block` with the next records, see CsvCutter; false at the end of the file.
  /// Throws InputError for UTF-16, FileError where reading fails.
  [[nodiscard]] bool next(CsvBlock& block);

  [[nodiscard]] const std::string& source() const noexcept { return cutter_.source(); }
  [[nodiscard]] std::uint64_t bytes_handed_over() const noexcept { return cutter_.bytes_handed_over(); }

 private:
  void feed();

  std::istream& input_;
  CsvCutter cutter_;
  std::size_t chunk_bytes_;
};

}  // namespace prescore
