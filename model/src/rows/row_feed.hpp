// A file of applications that comes in pieces, in; lines out, piece by piece: what stream_rows does, for callers that
// cannot wait for a file, such as a page.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "applicants/applicant_columns.hpp"
#include "csv/csv_block.hpp"
#include "rows/block_lines.hpp"
#include "rows/row_stream.hpp"

namespace prescore {

class RowFeed {
 public:
  /// `source` names the input in messages. The bytes of all results together are those that stream_rows writes.
  RowFeed(RowStream stream, std::string source, OnRowError on_error);

  /// Room for the next `size` bytes of the file, good until `read` says how many of them there are.
  [[nodiscard]] char* make_room(std::size_t size) { return cutter_.make_room(size); }

  /// Takes the bytes that were written into the room, and replaces what `result` holds by what the file is good for
  /// since the last call. Where `result` has an error, nothing may follow.
  /// Throws HeaderError for a broken header.
  void read(std::size_t size, bool is_last, BlockLines& result);

  [[nodiscard]] const std::string& source() const noexcept { return cutter_.source(); }

  /// How the file is written; known with the first lines.
  [[nodiscard]] const CsvFormat& format() const noexcept { return cutter_.format(); }

 private:
  void begin(const CsvBlock* header, BlockLines& result);
  void append(BlockLines& result);

  RowStream stream_;
  OnRowError on_error_;
  CsvCutter cutter_;
  CsvBlock block_;
  BlockLines lines_;
  std::optional<ApplicantColumns> columns_;
  std::unique_ptr<LineWriter> writer_;
  std::optional<BlockReader> reader_;
};

}  // namespace prescore
