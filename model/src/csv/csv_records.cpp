#include "csv/csv_records.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "base/blanks.hpp"
#include "base/byte_words.hpp"

namespace prescore {
namespace {

/// The highest bit of each byte of `word` that is zero.
constexpr std::uint64_t zero_bytes(std::uint64_t word) noexcept {
  constexpr std::uint64_t kLow = repeated(0x7F);
  return ~(((word & kLow) + kLow) | word | kLow);
}

/// The highest bit of each of the eight bytes at `text` that is one of `delimiters` or a line feed.
std::uint64_t find_delimiters(const char* text, std::uint64_t delimiters) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return zero_bytes(word ^ delimiters) | zero_bytes(word ^ repeated('\n'));
}

}  // namespace

void CsvRecords::begin(const CsvBlock& block) noexcept {
  block_ = &block;
  place_ = 0;
  next_row_ = block.row;
  next_line_ = block.line;
  error_is_reported_ = !block.error;
}

CsvRecords::Found CsvRecords::next() {
  row_ = next_row_++;
  line_ = next_line_;
  if (place_ == block_->size) {
    if (error_is_reported_) return Found::end;
    error_is_reported_ = true;
    return refuse({*block_->error});
  }
  if (blank_line_at_start(block_->text().substr(place_)) > 0) {
    skip_blank_lines();
    --next_row_;
    return refuse({FileErrorCode::blank_line});
  }
  if (block_->has_quotes) {
    if (!split_quoted()) return refuse({FileErrorCode::text_after_quote});
  } else {
    split_line();
  }
  if (block_->is_utf8 && (cells_.size() == columns_ || columns_ == 0)) return Found::record;
  return check_record();
}

/// A record with more or fewer cells than columns, or of a block that is not UTF-8.
CsvRecords::Found CsvRecords::check_record() {
  static constexpr std::array<char, kCsvPadding> kNothing{};
  if (!block_->is_utf8) {
    const auto broken = std::find_if_not(cells_.begin(), cells_.end(), is_valid_utf8);
    if (broken != cells_.end()) {
      const Found found = refuse({FileErrorCode::not_utf8, shown_bytes(*broken)});
      problem_column_ = static_cast<std::size_t>(broken - cells_.begin());
      return found;
    }
  }
  if (columns_ == 0) return Found::record;
  const std::size_t count = cells_.size();
  while (cells_.size() > columns_ && trimmed(cells_.back()).empty()) cells_.pop_back();
  while (cells_.size() < columns_ && cells_.size() + unnamed_ >= columns_) cells_.emplace_back(kNothing.data(), 0);
  if (cells_.size() == columns_) return Found::record;
  return refuse({FileErrorCode::wrong_cell_count, {}, count, columns_});
}

/// Splits the line at `place_`, eight bytes at a time.
void CsvRecords::split_line() {
  const char* text = block_->buffer.data();
  const char delimiter = block_->delimiter;
  const std::uint64_t delimiters = repeated(static_cast<unsigned char>(delimiter));
  cells_.clear();
  std::size_t cell = place_;
  for (std::size_t base = place_;; base += sizeof(std::uint64_t)) {
    for (std::uint64_t found = find_delimiters(text + base, delimiters); found != 0; found &= found - 1) {
      const std::size_t end = base + static_cast<std::size_t>(std::countr_zero(found)) / 8;
      cells_.emplace_back(text + cell, end - cell);
      cell = end + 1;
      if (text[end] == delimiter) continue;
      if (cells_.back().ends_with('\r')) cells_.back().remove_suffix(1);
      place_ = cell;
      ++next_line_;
      return;
    }
  }
}

/// Splits the record at `place_`; false where text follows a closing quote.
bool CsvRecords::split_quoted() {
  const std::string_view text = block_->text();
  const std::size_t line_end = text.find('\n', place_) + 1;
  if (text.substr(place_, line_end - place_).find('"') == std::string_view::npos) {
    split_line();
    return true;
  }
  const RecordEnd record = find_record_end(text, place_, block_->delimiter);
  const std::string_view lines = text.substr(place_, record.end - place_);
  next_line_ += static_cast<std::uint64_t>(std::count(lines.begin(), lines.end(), '\n'));
  place_ = record.end;
  if (record.has_stray_text) return false;
  unquote(lines.substr(0, lines.size() - (lines.ends_with("\r\n") ? 2 : 1)));
  return true;
}

void CsvRecords::unquote(std::string_view record) {
  unquoted_.clear();
  cell_ends_.clear();
  for (std::size_t at = 0;; ++at) {
    const std::size_t quote = opening_quote(record, at, block_->delimiter);
    if (quote != std::string_view::npos) {
      at = unquote_cell(record, quote + 1);
      while (at < record.size() && record[at] == ' ' && block_->delimiter != ' ') ++at;
    } else {
      const std::size_t end = std::min(record.find(block_->delimiter, at), record.size());
      unquoted_.append(record, at, end - at);
      at = end;
    }
    cell_ends_.push_back(unquoted_.size());
    if (at == record.size()) break;
  }
  unquoted_.append(kCsvPadding, '\0');
  cells_.clear();
  std::size_t first = 0;
  for (const std::size_t end : cell_ends_) {
    cells_.push_back(std::string_view(unquoted_).substr(first, end - first));
    first = end;
  }
}

/// Appends the cell that begins at `place`, after its quote; returns the place behind the closing quote, which is
/// there.
std::size_t CsvRecords::unquote_cell(std::string_view record, std::size_t place) {
  for (;; ++place) {
    if (record[place] == '"') {
      if (place + 1 == record.size() || record[place + 1] != '"') return place + 1;
      ++place;
    } else if (record[place] == '\r' && record[place + 1] == '\n') {
      continue;
    }
    unquoted_ += record[place];
  }
}

void CsvRecords::skip_blank_lines() {
  while (const std::size_t size = blank_line_at_start(block_->text().substr(place_))) {
    place_ += size;
    ++next_row_;
    ++next_line_;
  }
}

CsvRecords::Found CsvRecords::refuse(FileProblem problem) {
  problem_ = std::move(problem);
  problem_column_.reset();
  return Found::error;
}

std::vector<std::string> csv_header(const CsvBlock* block, const std::string& source) {
  if (block == nullptr) throw HeaderError(source, {{FileErrorCode::empty_file}});
  CsvRecords records(0);
  records.begin(*block);
  if (records.next() == CsvRecords::Found::error) throw HeaderError(source, {records.problem()});
  std::vector<std::string> header;
  for (const std::string_view cell : records.cells()) header.emplace_back(trimmed(cell));
  return header;
}

CsvRecords records_under(const std::vector<std::string>& header) {
  const auto named = std::find_if(header.rbegin(), header.rend(), [](const auto& name) { return !name.empty(); });
  const auto unnamed = static_cast<std::size_t>(named - header.rbegin());
  return CsvRecords(header.size(), unnamed < header.size() ? unnamed : 0);
}

}  // namespace prescore
