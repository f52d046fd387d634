// Comma-separated values, RFC 4180, cut into blocks of whole records. Own code, because threads must share one file,
// memory must stay flat, and reading must keep up with a forest that is looked up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/file_error.hpp"
#include "csv/csv_decoder.hpp"
#include "csv/csv_dialect.hpp"

namespace prescore {

/// A record may not be longer: beyond it a quote was left open, or the file is not CSV.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{1} << 20;

/// As much is read at a time: a block and what becomes of it stay in the second cache.
inline constexpr std::size_t kCsvChunkBytes = std::size_t{256} << 10;

/// So many bytes behind the end of every cell may be read, whatever they hold.
inline constexpr std::size_t kCsvPadding = 8;

/// Where a record ends that begins at some place of a text.
struct RecordEnd {
  /// Behind the line end; npos where the text ends before.
  std::size_t end = std::string_view::npos;
  /// Whether the text ends within quotes.
  bool quote_is_open = false;
  /// Whether text follows a closing quote: the record ends with that line.
  bool has_stray_text = false;
};

/// The one place that knows where a record ends: at a line end outside of quotes. Quotes count only where they open a
/// cell, blanks before them aside.
[[nodiscard]] RecordEnd find_record_end(std::string_view text, std::size_t begin, char delimiter) noexcept;

/// The place of the quote that opens the cell at `begin`, behind blanks; npos where none does.
[[nodiscard]] std::size_t opening_quote(std::string_view text, std::size_t begin, char delimiter) noexcept;

/// The size of the blank line at the start of `text`, or 0.
[[nodiscard]] inline std::size_t blank_line_at_start(std::string_view text) noexcept {
  return text.starts_with('\n') ? 1 : text.starts_with("\r\n") ? 2 : 0;
}

/// Whole records that follow one another in a file.
struct CsvBlock {
  /// `size` bytes of records, each with its line end, and kCsvPadding more.
  std::string buffer;
  std::size_t size = 0;
  /// Whether there is any quote among them.
  bool has_quotes = false;
  /// Whether all of it is UTF-8.
  bool is_utf8 = true;
  char delimiter = ',';
  /// Of the first record; the header is record 0.
  std::uint64_t row = 0;
  /// Of the first record's first line; a file begins with line 1.
  std::uint64_t line = 1;
  /// Where the block begins and ends in the file.
  std::uint64_t begin_byte = 0;
  std::uint64_t end_byte = 0;
  /// What is wrong with the record that follows those of the buffer and is not among them, or nothing.
  std::optional<FileErrorCode> error;

  [[nodiscard]] std::string_view text() const noexcept { return {buffer.data(), size}; }
};

/// Cuts a file into blocks, in whatever pieces it comes. The first block is the header alone. Holds the first
/// kSniffedBytes back, which show how the file is written; hands over UTF-8 with line feeds. Takes memory for the
/// longest record and two pieces.
class CsvCutter {
 public:
  enum class Found : std::uint8_t { block, hungry, end };

  /// `source` names the input in messages; what `stated` leaves open is recognised.
  explicit CsvCutter(std::string source, const CsvDialect& stated = {}) : source_(std::move(source)), stated_(stated) {}

  /// Room for the next `size` bytes of the file, until `take` says how many of them there are.
  [[nodiscard]] char* make_room(std::size_t size);
  void take(std::size_t size);

  /// The file has no more bytes. A last line without an end gets one.
  void finish();

  /// Fills `block` with the next records; `hungry` where it takes more bytes to know them, `end` at the end of the
  /// file, blank lines before it included. A record that never ends becomes the block's error, and the file goes on
  /// with the line after the record's first; after a hundred such records without another, with the line after the
  /// mebibyte that the record fills. Throws HeaderError for a file that is not CSV.
  [[nodiscard]] Found next(CsvBlock& block);

  [[nodiscard]] const std::string& source() const noexcept { return source_; }

  /// How the file is written; known once `next` has found a block or the end.
  [[nodiscard]] const CsvFormat& format() const noexcept { return format_; }

  /// Bytes of the input up to the end of the last block.
  [[nodiscard]] std::uint64_t bytes_handed_over() const noexcept { return pending_byte_; }

 private:
  struct Cut {
    std::size_t end = 0;
    std::uint64_t records = 0;
    std::uint64_t lines = 0;
  };

  [[nodiscard]] Found none() const noexcept { return at_end_ ? Found::end : Found::hungry; }
  void begin();
  void decode(std::size_t from);
  bool skip_lines();
  [[nodiscard]] Cut find_cut(bool has_quotes) const;
  [[nodiscard]] std::optional<FileErrorCode> find_error() const;
  void hand_over(CsvBlock& block, const Cut& cut);
  void refuse_record(CsvBlock& block, FileErrorCode error);
  void drop(std::size_t size);

  std::string source_;
  CsvDialect stated_;
  CsvFormat format_;
  CsvDecoder decoder_;
  /// What came and was not handed over.
  std::string pending_;
  /// How much of it is no room.
  std::size_t filled_ = 0;
  std::uint64_t pending_byte_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t row_ = 0;
  std::uint64_t line_ = 1;
  bool has_begun_ = false;
  bool at_end_ = false;
  /// Whether the rest of a line that is too long is still to be dropped.
  bool in_dropped_line_ = false;
  /// Records in a row that never end.
  std::uint32_t never_ending_ = 0;
  /// Blank lines since the last record: ignored at the end of the file, an error elsewhere.
  std::uint64_t blank_lines_ = 0;
};

}  // namespace prescore
