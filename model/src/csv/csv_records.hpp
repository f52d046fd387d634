// A block of comma-separated values -> one record after another, split into cells.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv/csv_block.hpp"

namespace prescore {

class CsvRecords {
 public:
  enum class Found : std::uint8_t { record, error, end };

  /// Every record must have `columns` cells; 0 where any number will do, as for the header. The last `unnamed` of them
  /// may be missing, and further cells may follow if they are blank.
  explicit CsvRecords(std::size_t columns, std::size_t unnamed = 0) : columns_(columns), unnamed_(unnamed) {}

  /// Starts with the first record of `block`, which must outlive the calls of `next`.
  void begin(const CsvBlock& block) noexcept;

  /// Moves to the next record. After an error the records behind it follow.
  [[nodiscard]] Found next();

  /// The cells of the current record, quotes resolved, line ends in them as LF; valid until the next call of `next`.
  [[nodiscard]] const std::vector<std::string_view>& cells() const noexcept { return cells_; }

  /// What is wrong with the current record: a ragged record, text after a closing quote, a cell that is not UTF-8, a
  /// blank line between records, or the block's own error.
  [[nodiscard]] const FileProblem& problem() const noexcept { return problem_; }

  /// The column of the cell that is wrong; nothing where all of the record is.
  [[nodiscard]] std::optional<std::size_t> problem_column() const noexcept { return problem_column_; }

  /// Of the current record; see CsvBlock.
  [[nodiscard]] std::uint64_t row() const noexcept { return row_; }
  [[nodiscard]] std::uint64_t line() const noexcept { return line_; }

  /// Where the next record begins in the block.
  [[nodiscard]] std::size_t place() const noexcept { return place_; }

 private:
  [[nodiscard]] Found check_record();
  void split_line();
  [[nodiscard]] bool split_quoted();
  void unquote(std::string_view record);
  std::size_t unquote_cell(std::string_view record, std::size_t place);
  void skip_blank_lines();
  Found refuse(FileProblem problem);

  std::size_t columns_;
  std::size_t unnamed_;
  const CsvBlock* block_ = nullptr;
  std::size_t place_ = 0;
  std::uint64_t row_ = 0;
  std::uint64_t line_ = 0;
  std::uint64_t next_row_ = 0;
  std::uint64_t next_line_ = 0;
  bool error_is_reported_ = false;
  std::vector<std::string_view> cells_;
  FileProblem problem_;
  std::optional<std::size_t> problem_column_;

  /// A record with quotes: its cells unquoted one after another.
  std::string unquoted_;
  std::vector<std::size_t> cell_ends_;
};

/// The cells of a file's header, its first block, without the blanks around them; null where the file is empty.
/// `source` names the file.
/// Throws HeaderError for an empty file or a header that is itself broken.
[[nodiscard]] std::vector<std::string> csv_header(const CsvBlock* block, const std::string& source);

/// Reads the records under `header`.
[[nodiscard]] CsvRecords records_under(const std::vector<std::string>& header);

}  // namespace prescore
