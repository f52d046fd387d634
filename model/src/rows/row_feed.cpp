#include "rows/row_feed.hpp"

#include <utility>

#include "csv/csv_records.hpp"

namespace prescore {

RowFeed::RowFeed(RowStream stream, std::string source, OnFault on_fault)
    : stream_(std::move(stream)), on_fault_(on_fault), cutter_(std::move(source)) {}

void RowFeed::read(std::size_t size, bool is_last, BlockLines& result) {
  cutter_.take(size);
  if (is_last) cutter_.finish();
  result.lines.clear();
  result.rejects.clear();
  result.rows = 0;
  result.refused = 0;
  result.fault.reset();
  while (!result.fault) {
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
  columns_.emplace(csv_header(header, source()), csv_place(source(), 0), stream_.questionnaire, std::nullopt);
  writer_ = stream_.make_writer();
  reader_.emplace(*columns_, *writer_, on_fault_);
  result.lines += stream_.header;
  if (on_fault_ == OnFault::keep_going) result.rejects += kRejectsHeader;
}

void RowFeed::append(BlockLines& result) {
  result.lines += lines_.lines;
  result.rejects += lines_.rejects;
  result.rows += lines_.rows;
  result.refused += lines_.refused;
  result.fault = std::move(lines_.fault);
}

}  // namespace prescore
