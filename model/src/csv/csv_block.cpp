#include "csv/csv_block.hpp"

#include <algorithm>

namespace prescore {
namespace {

/// After so many records in a row that never end the file is no longer tried line by line: each try reads a mebibyte,
/// so that a file made of such lines would take hours.
constexpr std::uint32_t kMostNeverEnding = 100;

/// The size of the blank line that ends at `end`, or 0.
std::size_t blank_line_before(std::string_view text, std::size_t end) noexcept {
  if (end == 0 || text[end - 1] != '\n') return 0;
  if (end == 1 || text[end - 2] == '\n') return 1;
  if (text[end - 2] == '\r' && (end == 2 || text[end - 3] == '\n')) return 2;
  return 0;
}

/// The place behind the closing quote of the cell that begins at `begin`, after its quote; npos where there is none.
std::size_t skip_quoted_cell(std::string_view text, std::size_t begin) noexcept {
  for (;;) {
    const std::size_t quote = text.find('"', begin);
    if (quote == std::string_view::npos) return quote;
    if (quote + 1 == text.size() || text[quote + 1] != '"') return quote + 1;
    begin = quote + 2;
  }
}

}  // namespace

std::size_t opening_quote(std::string_view text, std::size_t begin, char delimiter) noexcept {
  while (begin < text.size() && text[begin] != delimiter && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
  return begin < text.size() && text[begin] == '"' ? begin : std::string_view::npos;
}

RecordEnd find_record_end(std::string_view text, std::size_t begin, char delimiter) noexcept {
  RecordEnd found;
  std::size_t place = begin;
  for (;;) {
    const std::size_t quote = opening_quote(text, place, delimiter);
    if (quote != std::string_view::npos) {
      place = skip_quoted_cell(text, quote + 1);
      if (place == std::string_view::npos) return {place, true, false};
      while (place < text.size() && text[place] == ' ' && delimiter != ' ') ++place;
      const bool ends = place == text.size() || text[place] == delimiter || blank_line_at_start(text.substr(place)) > 0;
      if (!ends) {
        const std::size_t end = text.find('\n', place);
        return {end == std::string_view::npos ? end : end + 1, false, true};
      }
    }
    while (place < text.size() && text[place] != delimiter && text[place] != '\n') ++place;
    if (place == text.size()) return found;
    if (text[place] == '\n') return {place + 1, false, false};
    ++place;
  }
}

char* CsvCutter::make_room(std::size_t size) {
  filled_ = pending_.size();
  pending_.resize(filled_ + size);
  return pending_.data() + filled_;
}

void CsvCutter::take(std::size_t size) {
  pending_.resize(filled_ + size);
  bytes_read_ += size;
  if (has_begun_) decode(filled_);
}

void CsvCutter::finish() {
  at_end_ = true;
  if (has_begun_) {
    decode(pending_.size());
    if (!pending_.empty() && pending_.back() != '\n') pending_ += '\n';
  }
}

/// Recognises how the file is written from its first bytes, which are pending: always from as many of them, in whatever
/// pieces they came.
void CsvCutter::begin() {
  has_begun_ = true;
  const std::string_view other = format_that_is_not_csv(pending_);
  if (!other.empty()) throw HeaderError(source_, {{FileErrorCode::not_csv, std::string(other)}});
  const bool is_whole = pending_.size() < kSniffedBytes;
  const std::string rest = is_whole ? "" : pending_.substr(kSniffedBytes);
  pending_.resize(pending_.size() - rest.size());
  drop(decoder_.begin(pending_, stated_.encoding));
  decoder_.decode(pending_, 0, is_whole);
  format_ = recognise_format(pending_, is_whole, stated_);
  format_.encoding = decoder_.encoding();
  if (format_.cr_ends_lines) std::replace(pending_.begin(), pending_.end(), '\r', '\n');
  if (format_.sep_line > 0) {
    drop(std::min(format_.sep_line, pending_.size()));
    ++line_;
  }
  const std::size_t sniffed = pending_.size();
  pending_ += rest;
  decode(sniffed);
  if (at_end_ && !pending_.empty() && pending_.back() != '\n') pending_ += '\n';
}

/// Decodes what is pending from `from` on.
void CsvCutter::decode(std::size_t from) {
  decoder_.decode(pending_, from, at_end_);
  if (!format_.cr_ends_lines) return;
  std::replace(pending_.begin() + static_cast<std::ptrdiff_t>(from), pending_.end(), '\r', '\n');
}

CsvCutter::Found CsvCutter::next(CsvBlock& block) {
  block.size = 0;
  block.error.reset();
  if (!has_begun_) {
    if (pending_.size() < kSniffedBytes && !at_end_) return Found::hungry;
    begin();
  }
  if (!skip_lines()) return none();
  block.delimiter = format_.delimiter;
  block.row = row_;
  block.line = line_;
  block.begin_byte = pending_byte_;
  if (blank_lines_ > 0) {
    block.error = FileErrorCode::blank_line;
    row_ += blank_lines_;
    line_ += blank_lines_;
    blank_lines_ = 0;
    block.end_byte = pending_byte_;
    return Found::block;
  }
  block.has_quotes = pending_.find('"') != std::string::npos;
  const Cut cut = find_cut(block.has_quotes);
  const std::optional<FileErrorCode> error = cut.end > 0 && cut.end <= kMaxRecordBytes ? std::nullopt : find_error();
  if (!error && cut.end == 0) return Found::hungry;
  if (error) {
    refuse_record(block, *error);
  } else {
    hand_over(block, cut);
  }
  return Found::block;
}

/// Drops the rest of a line that is too long, and blank lines, which it counts; false where nothing else came yet.
bool CsvCutter::skip_lines() {
  if (in_dropped_line_) {
    const std::size_t end = pending_.find('\n');
    in_dropped_line_ = end == std::string::npos;
    drop(in_dropped_line_ ? pending_.size() : end + 1);
  }
  std::size_t size = 0;
  while (const std::size_t blank = blank_line_at_start(std::string_view(pending_).substr(size))) {
    size += blank;
    ++blank_lines_;
  }
  drop(size);
  // A carriage return alone may be the start of a blank line.
  return !pending_.empty() && pending_ != "\r";
}

/// The end of the last record that is pending, without blank lines behind it; of the first one where it is the header.
CsvCutter::Cut CsvCutter::find_cut(bool has_quotes) const {
  const std::string_view text = pending_;
  Cut cut;
  if (row_ == 0 || has_quotes) {
    Cut at;
    for (RecordEnd record = find_record_end(text, 0, format_.delimiter); record.end != std::string_view::npos;
         record = find_record_end(text, at.end, format_.delimiter)) {
      const bool is_blank = blank_line_at_start(text.substr(at.end)) > 0;
      at.lines += static_cast<std::uint64_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at.end),
                                                        text.begin() + static_cast<std::ptrdiff_t>(record.end), '\n'));
      at.end = record.end;
      ++at.records;
      if (!is_blank) cut = at;
      if (row_ == 0) break;
    }
    return cut;
  }
  cut.end = text.rfind('\n') + 1;
  while (const std::size_t blank = blank_line_before(text, cut.end)) cut.end -= blank;
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(cut.end);
  cut.lines = static_cast<std::uint64_t>(std::count(text.begin(), end, '\n'));
  cut.records = cut.lines;
  return cut;
}

/// What is wrong with the first record that is pending, as far as it can be seen.
std::optional<FileErrorCode> CsvCutter::find_error() const {
  const RecordEnd record = find_record_end(pending_, 0, format_.delimiter);
  const std::size_t size = std::min(record.end, pending_.size());
  if (size > kMaxRecordBytes) {
    const bool has_lines = pending_.find('\n') < size - 1;
    return has_lines ? FileErrorCode::record_with_quote_too_long : FileErrorCode::line_too_long;
  }
  if (at_end_ && record.quote_is_open) return FileErrorCode::open_quote;
  return std::nullopt;
}

void CsvCutter::hand_over(CsvBlock& block, const Cut& cut) {
  block.buffer.swap(pending_);
  block.size = cut.end;
  pending_.assign(block.buffer, cut.end);
  block.buffer.resize(cut.end);
  block.is_utf8 = decoder_.is_all_ascii() || is_valid_utf8(block.buffer);
  block.buffer.append(kCsvPadding, '\0');
  row_ += cut.records;
  line_ += cut.lines;
  // A line end that the file lacks is none of its bytes.
  pending_byte_ = std::min(pending_byte_ + cut.end, bytes_read_);
  block.end_byte = pending_byte_;
  never_ending_ = 0;
}

void CsvCutter::refuse_record(CsvBlock& block, FileErrorCode error) {
  block.error = error;
  in_dropped_line_ = true;
  if (++never_ending_ > kMostNeverEnding) {
    const std::size_t size = std::min(pending_.size(), kMaxRecordBytes);
    // The last line ends here or is dropped to its end; it is counted below.
    in_dropped_line_ = pending_[size - 1] != '\n';
    const auto end = pending_.begin() + static_cast<std::ptrdiff_t>(size - 1);
    line_ += static_cast<std::uint64_t>(std::count(pending_.begin(), end, '\n'));
    drop(size);
  }
  ++row_;
  ++line_;
  block.end_byte = pending_byte_;
}

void CsvCutter::drop(std::size_t size) {
  pending_.erase(0, size);
  pending_byte_ += size;
}

}  // namespace prescore
