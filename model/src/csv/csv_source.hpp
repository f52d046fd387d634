// A CSV file, read from its start to its end in blocks.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "csv/csv_block.hpp"
#include "csv/gunzip.hpp"
#include "csv/named_stream.hpp"

namespace prescore {

class CsvSource {
 public:
  /// The stream of `input` must outlive the source.
  explicit CsvSource(const NamedStream& input, std::size_t chunk_bytes = kCsvChunkBytes);

  /// Fills `block` with the next records, see CsvCutter; false at the end of the file.
  /// Throws InputError for a file that is not CSV or gzip that is damaged, FileError where reading fails.
  [[nodiscard]] bool next(CsvBlock& block);

  [[nodiscard]] const std::string& source() const noexcept { return cutter_.source(); }
  [[nodiscard]] const CsvFormat& format() const noexcept { return cutter_.format(); }
  [[nodiscard]] std::uint64_t bytes_handed_over() const noexcept { return cutter_.bytes_handed_over(); }

  /// Notes what is unusual about the file, if anything is. Call it after the first block.
  void note_format() const;

 private:
  void feed();

  NamedStream input_;
  CsvCutter cutter_;
  std::size_t chunk_bytes_;
  bool has_begun_ = false;
  /// Null where the file is not gzip.
  std::unique_ptr<Gunzip> gunzip_;
};

}  // namespace prescore
