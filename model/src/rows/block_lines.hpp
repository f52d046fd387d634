// A block of rows in, the lines that a command writes for them out.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "applicants/applicant_columns.hpp"
#include "applicants/issue_counts.hpp"
#include "csv/csv_block.hpp"
#include "csv/csv_records.hpp"
#include "prescore/codes.hpp"

namespace prescore {

/// What becomes of the first row of a block that cannot be read, and of those behind it.
enum class OnRowError : std::uint8_t { stop, keep_going };

/// What became of the rows that could be read.
struct RowCounts {
  /// Decided rows by Outcome.
  std::array<std::uint64_t, kOutcomeCount> outcomes{};
  /// Those of them whose answers the training data do not cover.
  std::uint64_t not_covered = 0;
  /// Rows with an answer that the questionnaire does not take; they are not decided.
  std::uint64_t with_issue = 0;
  /// All issues of those rows.
  IssueCounts issues;

  /// Adds the counts of rows that follow those that are counted here.
  void add(const RowCounts& later);
};

struct BlockLines {
  /// What the writer made of the rows that could be read.
  std::string lines;
  /// A line row,line,column,reason for each row that was refused; only when it keeps going.
  std::string rejects;
  std::uint64_t rows = 0;
  std::uint64_t refused = 0;
  RowCounts counts;
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
  /// The cells of the key column, as they are written to a CSV file; empty if no key is asked for.
  std::span<const std::string> keys;
};

/// Writes the lines of rows. Each thread has one of its own.
class LineWriter {
 public:
  LineWriter() = default;
  virtual ~LineWriter() = default;
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  /// Appends a line, with its end, for each of `rows`. A row's key follows its number. Adds the decisions to `counts`.
  virtual void write(const ReadRows& rows, std::string& lines, RowCounts& counts) = 0;
};

/// One for each thread.
class BlockReader {
 public:
  /// All must outlive the reader. `key` is the place of the key column, if one is asked for.
  BlockReader(const ApplicantColumns& columns, LineWriter& writer, OnRowError on_error,
              std::optional<std::size_t> key = std::nullopt);

  /// Replaces what `result` holds by what becomes of `block`.
  void read(const CsvBlock& block, BlockLines& result);

 private:
  void take_row(BlockLines& result);
  void refuse_row(const std::string& column, FileProblem problem, const std::string& key, BlockLines& result) const;
  [[nodiscard]] std::string key_cell() const;
  void write_rows(BlockLines& result);

  const ApplicantColumns& columns_;
  LineWriter& writer_;
  OnRowError on_error_;
  std::optional<std::size_t> key_;
  CsvRecords records_;

  std::vector<std::uint64_t> numbers_;
  std::vector<std::string> keys_;
  std::vector<Applicant> applicants_;
  std::vector<std::optional<Issue>> issues_;
};

/// A cell of a CSV file that may hold anything, in quotes.
[[nodiscard]] std::string quoted_cell(std::string_view text);

/// The same, in quotes only if it needs them.
[[nodiscard]] std::string csv_cell(std::string_view text);

/// `header`, which begins with "row,", with the key column in the second place.
[[nodiscard]] std::string header_with_key(std::string header, const std::optional<std::string>& key);

/// "row,line,column,reason\n", with the key column in the second place: the columns of the rows that are left out.
[[nodiscard]] std::string rejects_header(const std::optional<std::string>& key);

/// Where `header` has the key column; none if no key is asked for. Throws InputError, with the columns that there are,
/// if it does not have it exactly once. `source` names the file.
[[nodiscard]] std::optional<std::size_t> find_key(const std::vector<std::string>& header, const std::string& source,
                                                  const std::optional<std::string>& key);

}  // namespace prescore
