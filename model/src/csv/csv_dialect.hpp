// How a CSV file is written: what a person states of it, and what its first bytes show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prescore {

enum class CsvEncoding : std::uint8_t { utf8, utf16_le, utf16_be, windows_1251, windows_1252 };

/// The mark that divides a number.
enum class DecimalMark : std::uint8_t { unknown, point, comma };

/// What a person or a programme states. Whatever is not stated is recognised.
struct CsvDialect {
  std::optional<char> delimiter;
  std::optional<DecimalMark> decimal;
  std::optional<CsvEncoding> encoding;
  /// What the programme states of it, for messages, as in "delimiter, encoding".
  std::string of_programme = {};
};

/// Reads "," ";" "|" "tab", or the names "comma", "semicolon", "pipe", "space"; nothing for other texts.
[[nodiscard]] std::optional<char> parse_delimiter(std::string_view text) noexcept;

/// Reads "." or "point", "," or "comma"; nothing for other texts.
[[nodiscard]] std::optional<DecimalMark> parse_decimal_mark(std::string_view text) noexcept;

/// Reads "utf-8", "utf-16le", "utf-16be", "windows-1251", "windows-1252", in upper or lower case, and "cp1251",
/// "cp1252"; nothing for other texts.
[[nodiscard]] std::optional<CsvEncoding> parse_encoding(std::string_view text);

/// As messages name it: "UTF-8", "windows-1251".
[[nodiscard]] std::string_view name(CsvEncoding encoding) noexcept;

/// So many bytes at the start of a file show how it is written.
inline constexpr std::size_t kSniffedBytes = std::size_t{64} << 10;

/// How a file is written.
struct CsvFormat {
  char delimiter = ',';
  CsvEncoding encoding = CsvEncoding::utf8;
  /// Whether a carriage return alone ends a line.
  bool cr_ends_lines = false;
  /// The bytes of a first line such as "sep=;", which names the delimiter and is no header.
  std::size_t sep_line = 0;
  /// Whether the decimal mark was stated: then it is that of every column.
  bool decimal_is_stated = false;
  /// What all cells together show.
  DecimalMark decimal = DecimalMark::unknown;
  /// What the cells of each column show; may be shorter than the header.
  std::vector<DecimalMark> columns;

  [[nodiscard]] DecimalMark mark_of(std::size_t column) const noexcept {
    if (decimal_is_stated) return decimal;
    return column < columns.size() ? columns[column] : DecimalMark::unknown;
  }
};

/// What is unusual about a file, as in `read as windows-1251, separated by ";", with decimal commas`; empty for a file
/// in UTF-8 with commas and decimal points.
[[nodiscard]] std::string described(const CsvFormat& format);

/// Recognises the delimiter, the line ends and the decimal marks from `sample`, the file's first bytes as UTF-8.
/// `is_whole`: the file has no more. See csv_dialect.cpp for the rules.
[[nodiscard]] CsvFormat recognise_format(std::string_view sample, bool is_whole, const CsvDialect& stated);

/// The name of a format that is not CSV, as in "XLSX", by its first bytes; empty where it may be CSV.
[[nodiscard]] std::string_view format_that_is_not_csv(std::string_view bytes) noexcept;

}  // namespace prescore
