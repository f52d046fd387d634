#include "rows/block_lines.hpp"

#include <utility>

namespace prescore {

std::string quoted_cell(const std::string& text) {
  std::string cell = "\"";
  for (const char character : text) cell.append(character == '"' ? 2 : 1, character);
  return cell + "\"";
}

BlockReader::BlockReader(const ApplicantColumns& columns, LineWriter& writer, OnRowError on_error)
    : columns_(columns),
      writer_(writer),
      on_error_(on_error),
      records_(records_under(columns.header())),
      applicants_(kRowsTogether),
      issues_(kRowsTogether) {
  numbers_.reserve(kRowsTogether);
}

void BlockReader::read(const CsvBlock& block, BlockLines& result) {
  result.lines.clear();
  result.rejects.clear();
  result.error.reset();
  result.rows = 0;
  result.refused = 0;
  records_.begin(block);
  for (;;) {
    const CsvRecords::Found found = records_.next();
    if (found == CsvRecords::Found::record) {
      take_row(result);
    } else if (found == CsvRecords::Found::error) {
      const auto column = records_.problem_column();
      const bool is_named = column && *column < columns_.header().size();
      refuse_row(is_named ? columns_.header()[*column] : "", records_.problem(), result);
    }
    if (found == CsvRecords::Found::end || result.error) break;
  }
  write_rows(result);
}

void BlockReader::take_row(BlockLines& result) {
  const std::size_t place = numbers_.size();
  if (auto error = columns_.read_answers(records_.cells(), applicants_[place], issues_[place])) {
    refuse_row(columns_.header()[error->column], std::move(error->problem), result);
    return;
  }
  // A row with an issue is decided with the others, though nobody asks how: its values must lie in their ranges.
  if (issues_[place]) applicants_[place].values.fill(kMissing);
  numbers_.push_back(records_.row());
  if (numbers_.size() == kRowsTogether) write_rows(result);
}

void BlockReader::refuse_row(const std::string& column, FileProblem problem, BlockLines& result) const {
  if (on_error_ == OnRowError::stop) {
    result.error = RowError{records_.row(), records_.line(), column, std::move(problem)};
    return;
  }
  ++result.refused;
  result.rejects += std::to_string(records_.row()) + "," + std::to_string(records_.line()) + "," +
                    (column.empty() ? "" : quoted_cell(column)) + "," + quoted_cell(clause(problem)) + "\n";
}

void BlockReader::write_rows(BlockLines& result) {
  const std::size_t count = numbers_.size();
  writer_.write({numbers_, std::span(applicants_).first(count), std::span(issues_).first(count)}, result.lines);
  result.rows += count;
  numbers_.clear();
}

}  // namespace prescore
