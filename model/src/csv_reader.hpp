// Comma-separated values, RFC 4180, one record at a time in bounded memory. Own code, because the same reader runs in
// WebAssembly, names the row of every fault, and must keep up with the forest.
#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace prescore {

/// A record may not be longer: beyond it a quote was left open, or the file is not CSV.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{1} << 20;

/// Reads CSV with commas, optional double quotes ("" for a quote), LF or CRLF, an optional UTF-8 byte order mark.
/// The first record is the header. Every later record has as many cells as the header.
class CsvReader {
 public:
  /// Reads the header. `source` names the input in messages. `input` must outlive the reader.
  /// Throws InputError for an empty file, UTF-16, or a header that is itself broken.
  CsvReader(std::istream& input, std::string source);

  /// Moves to the next record; false at the end of the file.
  /// Throws InputError, naming the row, for a ragged record, an open quote, text after a closing quote, a blank line
  /// between records, or a record longer than kMaxRecordBytes; FileError where reading fails.
  [[nodiscard]] bool next();

  [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }

  /// The cells of the current record; valid until the next call of `next`.
  [[nodiscard]] const std::vector<std::string_view>& cells() const noexcept { return cells_; }

  /// 1 for the first record after the header.
  [[nodiscard]] std::uint64_t row() const noexcept { return row_; }

  /// Bytes of the input behind the current record.
  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return bytes_before_buffer_ + start_; }

  /// "F.csv, row 17": the start of every message about the current record.
  [[nodiscard]] std::string place() const;

 private:
  bool read_record();
  bool take_line(std::string_view& line);
  bool refill();
  void split_plain(std::string_view line);
  void split_quoted(std::string_view first_line);
  std::size_t read_quoted_cell(std::size_t position);
  void finish_blank_tail();
  [[noreturn]] void fail(const std::string& what) const;

  std::istream& input_;
  std::string source_;
  std::vector<std::string> header_;
  std::vector<std::string_view> cells_;
  std::uint64_t row_ = 0;

  std::string buffer_;
  std::size_t start_ = 0;
  std::uint64_t bytes_before_buffer_ = 0;
  bool at_end_ = false;

  /// A record with quotes: its raw text, and its cells unquoted one after another.
  std::string record_;
  std::string unquoted_;
  std::vector<std::size_t> cell_ends_;
};

}  // namespace prescore
