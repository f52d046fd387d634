#include "rows/row_feed.hpp"

#include <utility>

#include "applicants/programme_dialect.hpp"
#include "csv/csv_records.hpp"

namespace prescore {

RowFeed::RowFeed(RowStream stream, std::string source, OnRowError on_error)
    : stream_(std::move(stream)),
      on_error_(on_error),
      cutter_(std::move(source), with_programme(CsvDialect{}, stream_.questionnaire.csv)) {}

void RowFeed::read(std::size_t size, bool is_last, BlockLines& result) {
  cutter_.take(size);
  if (is_last) cutter_.finish();
  result.lines.clear();
  result.rejects.clear();
  result.rows = 0;
  result.refused = 0;
  result.counts = {};
  result.error.reset();
  while (!result.error) {
    const CsvCutter::Found found = cutter_.next(block_);
    if (found == CsvCutter::Found::hungry) return;
    if (!reader_) {
      begin(found == CsvCutter::Found::block ? &block_ : nullptr, result);
      continue;
    }
    if (found == CsvCutter::Found::end) return;
    reader_->read(block_, lines_);
    append(result);
  }
}

void RowFeed::begin(const CsvBlock* header, BlockLines& result) {
  columns_.emplace(csv_header(header, source()), source(), stream_.questionnaire, std::nullopt, cutter_.format());
  writer_ = stream_.make_writer();
  reader_.emplace(*columns_, *writer_, on_error_, find_key(columns_->header(), source(), stream_.key));
  result.lines += header_with_key(stream_.header, stream_.key);
  if (on_error_ == OnRowError::keep_going) result.rejects += rejects_header(stream_.key);
}

void RowFeed::append(BlockLines& result) {
  result.lines += lines_.lines;
  result.rejects += lines_.rejects;
  result.rows += lines_.rows;
  result.refused += lines_.refused;
  result.counts.add(lines_.counts);
  result.error = std::move(lines_.error);
}

}  // namespace prescore
