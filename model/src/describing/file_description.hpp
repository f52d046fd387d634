// What is in a data file: how it is written, what its columns hold, and what an analyst should look at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "csv/named_stream.hpp"
#include "describing/column_summary.hpp"
#include "describing/leakage.hpp"
#include "describing/outcome_words.hpp"

namespace prescore {

enum class ColumnKind : std::uint8_t {
  /// Every cell is missing.
  empty,
  /// Every cell that is not missing is the same, and none is missing.
  constant,
  number,
  /// A limited number of values.
  choice,
  date,
  /// Differs in every row, or names the row in another way.
  identifier,
  /// Words of people, too many to choose from.
  text,
};

/// "number", "choice" and so on.
[[nodiscard]] const char* name(ColumnKind kind) noexcept;

/// The values below which 1, 5, 25, 50, 75, 95 and 99 per cent of the numbers are, of the sampled rows.
struct Quantiles {
  double p1 = 0.0, p5 = 0.0, p25 = 0.0, p50 = 0.0, p75 = 0.0, p95 = 0.0, p99 = 0.0;
};

struct ColumnDescription {
  /// As the header has it; may be empty.
  std::string name;
  ColumnKind kind = ColumnKind::text;
  ColumnSummary summary;
  /// Rows without a value, with those of the words that count as missing in this column.
  std::uint64_t missing = 0;
  /// The words of `missing`, the most frequent first. Without blank cells.
  std::vector<ValueCount> missing_words;
  std::uint64_t distinct = 0;
  /// Of a choice or a constant: all values, the most frequent first. Of other kinds: the most frequent that are kept.
  std::vector<ValueCount> values;
  /// Of a number.
  std::optional<Quantiles> quantiles;
  /// Whether another column has the same name.
  bool is_repeated_name = false;
  /// How it stands to the outcome, if there is one.
  std::optional<OutcomeRelation> relation;

  [[nodiscard]] std::uint64_t present() const noexcept { return summary.rows() - missing; }
};

/// A column that may hold the outcome.
struct PossibleTarget {
  std::size_t column = 0;
  OutcomeWords words;
};

/// A column of dates that may be the day of the application.
struct PossibleDate {
  std::size_t column = 0;
  /// Whether every row has a date that the tool reads.
  bool is_complete = false;
  /// Whether its name suggests the day of the application.
  bool has_likely_name = false;
};

/// Rows that cannot be read: training stops at the first of them.
struct UnreadableRows {
  std::uint64_t rows = 0;
  /// The first ones, as sentences with their places.
  std::vector<std::string> examples;
};

struct FileDescription {
  std::string source;
  CsvFormat format;
  bool has_header = true;
  /// What suggests that the first line is no header; empty if nothing does.
  std::string headless_because;
  std::uint64_t rows = 0;
  std::vector<ColumnDescription> columns;
  UnreadableRows unreadable;
  std::uint64_t repeated_rows = 0;
  bool repeated_rows_is_estimate = false;
  /// The most likely first.
  std::vector<PossibleTarget> targets;
  std::vector<PossibleDate> dates;
  /// The target that relations and leakage refer to: the named one, else the likeliest; nothing if there is none.
  std::optional<std::size_t> target;
  /// Sampled rows with either outcome; the relations rest on them.
  std::uint64_t rows_with_outcome = 0;

  /// The first column of this name; nothing if there is none.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const noexcept;
};

enum class HeaderLine : std::uint8_t { recognised, present, absent };

struct DescribeOptions {
  HeaderLine header = HeaderLine::recognised;
  /// The column of the outcome. Without it, the likeliest target serves.
  std::optional<std::string> target;
  /// Cells that mean a default and a repaid loan. Without them, well-known words are recognised.
  std::vector<std::string> bad;
  std::vector<std::string> good;
};

/// Reads the file once, in bounded memory: see ValueCounts, RowSample and RepeatedRows. Rows that cannot be read are
/// counted. Throws InputError for a file that is not CSV, an empty file, or a target that is not a column; FileError
/// where reading fails.
[[nodiscard]] FileDescription describe_file(const NamedStream& data, const DescribeOptions& options);

}  // namespace prescore
