// A block of rows in, the lines that a command writes for them out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "applicants/applicant_columns.hpp"
#include "csv/csv_block.hpp"
#include "csv/csv_records.hpp"

namespace prescore {

/// What becomes of the first row of a block that cannot be read, and of those behind it.
enum class OnRowError : std::uint8_t { stop, keep_going };

/// The columns of the lines that say what was refused.
inline constexpr const char* kRejectsHeader = "row,line,column,reason\n";

struct BlockLines {
  /// What the writer made of the rows that could be read.
  std::string lines;
  /// A line row,line,column,reason for each row that was refused; only when it keeps going.
  std::string rejects;
  std::uint64_t rows = 0;
  std::uint64_t refused = 0;
  /// Why it stopped, if it did.
  std::optional<RowError> error;
};

/// As many rows are read and handed to a writer together, so that all of it stays in the first caches.
inline constexpr std::size_t kRowsTogether = 256;

/// At most kRowsTogether rows, in the order of the file; the spans are of one size.
struct ReadRows {
  std::span<const std::uint64_t> numbers;
  /// Where a row has an issue, all of its values are kMissing.
  std::span<const Applicant> applicants;
  /// The first answer of each row, in question order, that the questionnaire does not take.
  std::span<const std::optional<Issue>> issues;
};

/// Writes the lines of rows. Each thread has one of its own.
class LineWriter {
 public:
  LineWriter() = default;
  virtual ~LineWriter() = default;
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  /// Appends a line, with its end, for each of `rows`.
  virtual void write(const ReadRows& rows, std::string& lines) = 0;
};

/// One for each thread.
class BlockReader {
 public:
  /// Both must outlive the reader.
  BlockReader(const ApplicantColumns& columns, LineWriter& writer, OnRowError on_error);

  /// Replaces what `result` holds by what becomes of `block`.
  void read(const CsvBlock& block, BlockLines& result);

 private:
  void take_row(BlockLines& result);
  void refuse_row(const std::string& column, FileProblem problem, BlockLines& result) const;
  void write_rows(BlockLines& result);

  const ApplicantColumns& columns_;
  LineWriter& writer_;
  OnRowError on_error_;
  CsvRecords records_;

  std::vector<std::uint64_t> numbers_;
  std::vector<Applicant> applicants_;
  std::vector<std::optional<Issue>> issues_;
};

/// A cell of a CSV file that may hold anything.
[[nodiscard]] std::string quoted_cell(const std::string& text);

}  // namespace prescore
