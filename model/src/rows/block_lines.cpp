#include "rows/block_lines.hpp"

#include <utility>

namespace prescore {

void RowCounts::add(const RowCounts& later) {
  for (std::size_t outcome = 0; outcome < kOutcomeCount; ++outcome) outcomes[outcome] += later.outcomes[outcome];
  not_covered += later.not_covered;
  with_issue += later.with_issue;
  issues.add(later.issues);
}

BlockReader::BlockReader(const ApplicantColumns& columns, LineWriter& writer, OnRowError on_error,
                         std::optional<std::size_t> key)
    : columns_(columns),
      writer_(writer),
      on_error_(on_error),
      key_(key),
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
  result.counts = {};
  records_.begin(block);
  for (;;) {
    const CsvRecords::Found found = records_.next();
    if (found == CsvRecords::Found::record) {
      take_row(result);
    } else if (found == CsvRecords::Found::error) {
      const auto column = records_.problem_column();
      const bool is_named = column && *column < columns_.header().size();
      refuse_row(is_named ? columns_.header()[*column] : "", records_.problem(), "", result);
    }
    if (found == CsvRecords::Found::end || result.error) break;
  }
  write_rows(result);
}

void BlockReader::take_row(BlockLines& result) {
  const std::size_t place = numbers_.size();
  if (auto error = columns_.read_answers(records_.cells(), applicants_[place], issues_[place])) {
    refuse_row(columns_.header()[error->column], std::move(error->problem), key_cell(), result);
    return;
  }
  // A row with an issue is decided with the others, though nobody asks how: its values must lie in their ranges.
  if (issues_[place]) {
    applicants_[place].values.fill(kMissing);
    ++result.counts.with_issue;
    columns_.count_issues(records_.cells(), records_.row(), result.counts.issues);
  }
  numbers_.push_back(records_.row());
  if (key_) keys_.push_back(key_cell());
  if (numbers_.size() == kRowsTogether) write_rows(result);
}

std::string BlockReader::key_cell() const { return key_ ? csv_cell(records_.cells()[*key_]) : ""; }

void BlockReader::refuse_row(const std::string& column, FileProblem problem, const std::string& key,
                             BlockLines& result) const {
  if (on_error_ == OnRowError::stop) {
    result.error = RowError{records_.row(), records_.line(), column, std::move(problem)};
    return;
  }
  ++result.refused;
  result.rejects += std::to_string(records_.row()) + "," + (key_ ? key + "," : "") + std::to_string(records_.line()) +
                    "," + (column.empty() ? "" : quoted_cell(column)) + "," + quoted_cell(clause(problem)) + "\n";
}

void BlockReader::write_rows(BlockLines& result) {
  const std::size_t count = numbers_.size();
  const ReadRows rows{numbers_, std::span(applicants_).first(count), std::span(issues_).first(count), keys_};
  writer_.write(rows, result.lines, result.counts);
  result.rows += count;
  numbers_.clear();
  keys_.clear();
}

}  // namespace prescore
