// A CSV file, one record after another, read from its start to its end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "csv/csv_records.hpp"
#include "csv/csv_source.hpp"

namespace prescore {

/// Reads CSV with a delimiter, optional double quotes ("" for a quote), LF, CRLF or CR, in one of the encodings of
/// CsvEncoding. The first record is the header. Every later record has as many cells as the header. Memory is bounded.
class CsvReader {
 public:
  /// Reads the header. The stream of `input` must outlive the reader.
  /// Throws HeaderError for an empty file, a file that is not CSV, or a header that is itself broken.
  explicit CsvReader(const NamedStream& input);

  /// Moves to the next record; false at the end of the file.
  /// Throws InputError, naming the row, for a ragged record, an open quote, text after a closing quote, a blank line
  /// between records, a cell that is not UTF-8, or a record longer than kMaxRecordBytes; FileError where reading fails.
  [[nodiscard]] bool next();

  [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }
  [[nodiscard]] const CsvFormat& format() const noexcept { return source_.format(); }

  /// The cells of the current record; valid until the next call of `next`.
  [[nodiscard]] const std::vector<std::string_view>& cells() const noexcept { return records_.cells(); }

  /// 1 for the first record after the header.
  [[nodiscard]] std::uint64_t row() const noexcept { return records_.row(); }

  /// The record's first line in the file.
  [[nodiscard]] std::uint64_t line() const noexcept { return records_.line(); }

  /// Bytes of the input behind the current record.
  [[nodiscard]] std::uint64_t bytes_read() const noexcept;

  /// What is wrong with a cell of the current record, or with all of it where `column` is empty, with its place.
  [[nodiscard]] std::string sentence(const std::string& column, const FileProblem& problem) const {
    return prescore::sentence({row(), records_.line(), column, problem}, source_.source());
  }

 private:
  CsvSource source_;
  CsvBlock block_;
  std::vector<std::string> header_;
  CsvRecords records_;
};

/// Reads the header of a file from which no block was taken yet, and notes what is unusual about the file.
/// Throws InputError for an empty file or a header that is itself broken.
[[nodiscard]] std::vector<std::string> read_csv_header(CsvSource& source);

}  // namespace prescore
