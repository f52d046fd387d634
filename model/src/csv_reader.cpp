#include "csv_reader.hpp"

#include <algorithm>
#include <utility>

#include "input_error.hpp"

namespace prescore {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

std::string_view without_carriage_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// "1 cell", "2 cells"
std::string counted(std::size_t count, const char* thing) {
  return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

}  // namespace

CsvReader::CsvReader(std::istream& input, std::string source) : input_(input), source_(std::move(source)) {
  refill();
  if (buffer_.starts_with("\xFF\xFE") || buffer_.starts_with("\xFE\xFF")) fail("it is UTF-16: save it as UTF-8");
  if (buffer_.starts_with(kUtf8Mark)) start_ = kUtf8Mark.size();
  if (!read_record()) fail("the file is empty: its first line must name the columns");
  header_.assign(cells_.begin(), cells_.end());
}

bool CsvReader::next() {
  ++row_;
  if (!read_record()) return false;
  if (cells_.size() != header_.size()) {
    fail("it has " + counted(cells_.size(), "cell") + ", but the header names " + counted(header_.size(), "column"));
  }
  return true;
}

bool CsvReader::read_record() {
  std::string_view line;
  if (!take_line(line)) return false;
  if (line.empty()) {
    finish_blank_tail();
    return false;
  }
  cells_.clear();
  if (line.find('"') == std::string_view::npos) {
    split_plain(line);
  } else {
    split_quoted(line);
  }
  return true;
}

/// The next line without its end; false at the end of the file. The view dies with the next call.
bool CsvReader::take_line(std::string_view& line) {
  std::size_t searched = start_;
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) {
      line = without_carriage_return(std::string_view(buffer_).substr(start_, end - start_));
      start_ = end + 1;
      return true;
    }
    searched = buffer_.size();
    if (searched - start_ > kMaxRecordBytes) fail("it is longer than 1 MiB: is this a CSV file?");
    const std::size_t pending = searched - start_;
    if (!refill()) break;
    searched = pending;
  }
  if (start_ == buffer_.size()) return false;
  line = without_carriage_return(std::string_view(buffer_).substr(start_));
  start_ = buffer_.size();
  return true;
}

/// Drops what was read and appends the next chunk; false where the file has ended.
bool CsvReader::refill() {
  if (at_end_) return false;
  bytes_before_buffer_ += start_;
  buffer_.erase(0, start_);
  start_ = 0;
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + kChunkBytes);
  input_.read(buffer_.data() + kept, static_cast<std::streamsize>(kChunkBytes));
  buffer_.resize(kept + static_cast<std::size_t>(input_.gcount()));
  if (input_.bad()) throw FileError(source_ + ": reading failed");
  at_end_ = input_.eof();
  return buffer_.size() > kept;
}

void CsvReader::split_plain(std::string_view line) {
  for (;;) {
    const std::size_t comma = line.find(',');
    cells_.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return;
    line.remove_prefix(comma + 1);
  }
}

void CsvReader::split_quoted(std::string_view first_line) {
  record_.assign(first_line);
  unquoted_.clear();
  cell_ends_.clear();
  for (std::size_t position = 0; position <= record_.size();) {
    if (position < record_.size() && record_[position] == '"') {
      position = read_quoted_cell(position + 1);
      if (position < record_.size() && record_[position] != ',') fail("there is text after a closing quote");
    } else {
      const std::size_t end = std::min(record_.find(',', position), record_.size());
      unquoted_.append(record_, position, end - position);
      position = end;
    }
    cell_ends_.push_back(unquoted_.size());
    ++position;
  }
  std::size_t begin = 0;
  for (const std::size_t end : cell_ends_) {
    cells_.push_back(std::string_view(unquoted_).substr(begin, end - begin));
    begin = end;
  }
}

/// Appends the cell that begins at `position`, after its quote; returns the position behind the closing quote.
/// A cell may hold line ends: the record then goes on with the next line.
std::size_t CsvReader::read_quoted_cell(std::size_t position) {
  for (;;) {
    const std::size_t quote = record_.find('"', position);
    const std::size_t end = std::min(quote, record_.size());
    unquoted_.append(record_, position, end - position);
    if (quote == std::string::npos) {
      std::string_view line;
      if (!take_line(line)) fail("a quote is never closed");
      position = record_.size();
      record_.append("\n").append(line);
      if (record_.size() > kMaxRecordBytes) fail("it is longer than 1 MiB: is a quote never closed?");
    } else if (quote + 1 < record_.size() && record_[quote + 1] == '"') {
      unquoted_ += '"';
      position = quote + 2;
    } else {
      return quote + 1;
    }
  }
}

void CsvReader::finish_blank_tail() {
  std::string_view line;
  while (take_line(line)) {
    if (!line.empty()) fail("the line is blank: remove it");
  }
}

std::string CsvReader::place() const {
  return row_ == 0 ? source_ + ", header" : source_ + ", row " + std::to_string(row_);
}

void CsvReader::fail(const std::string& what) const { throw InputError(place() + ": " + what); }

}  // namespace prescore
