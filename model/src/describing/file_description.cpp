// Steps: read every row once; add its cells to the summaries of their columns, to the sample of rows and to the count
// of repeated rows. Then decide each column's kind, look whether the first line was a row, find possible targets and
// dates, and measure on the sample how each column alone stands to the outcome.
// Why one pass and a sample: a file may be larger than the memory, and may come from a pipe.
#include "describing/file_description.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "applicants/name_words.hpp"
#include "applicants/nearest_name.hpp"
#include "base/blanks.hpp"
#include "base/file_error.hpp"
#include "base/input_error.hpp"
#include "base/progress.hpp"
#include "csv/csv_reader.hpp"
#include "csv/csv_records.hpp"
#include "csv/csv_source.hpp"
#include "describing/column_kind.hpp"
#include "describing/header_line.hpp"
#include "describing/number_cell.hpp"
#include "describing/repeated_rows.hpp"
#include "describing/row_sample.hpp"

namespace prescore {
namespace {

/// More columns are no table of applications, and each takes memory.
constexpr std::size_t kMostColumns = 4'096;
constexpr std::size_t kMostExamples = 5;

/// What one pass over the file gathers.
struct Gathered {
  std::vector<std::string> header;
  std::vector<ColumnSummary> summaries;
  RowSample sample;
  RepeatedRows repeated;

  void add(std::uint64_t row, const std::vector<std::string_view>& cells) {
    for (std::size_t column = 0; column < summaries.size(); ++column) summaries[column].add(cells[column]);
    sample.add(row, cells);
    repeated.add(cells);
  }
};

void add_unreadable(const CsvRecords& records, const std::vector<std::string>& header, FileDescription& file) {
  ++file.unreadable.rows;
  if (file.unreadable.examples.size() == kMostExamples) return;
  const auto column = records.problem_column();
  const std::string column_name = column && *column < header.size() ? header[*column] : "";
  file.unreadable.examples.push_back(
      sentence({records.row(), records.line(), column_name, records.problem()}, file.source));
}

Gathered gather(const NamedStream& data, FileDescription& file) {
  CsvSource source(data);
  Gathered gathered;
  gathered.header = read_csv_header(source);
  file.format = source.format();
  if (gathered.header.size() > kMostColumns) {
    throw InputError(data.name + ", header: " + std::to_string(gathered.header.size()) + " columns; at most " +
                     std::to_string(kMostColumns));
  }
  for (std::size_t column = 0; column < gathered.header.size(); ++column) {
    gathered.summaries.emplace_back(file.format.mark_of(column));
  }
  Progress progress("reading", data.bytes);
  CsvRecords records = records_under(gathered.header);
  CsvBlock block;
  while (source.next(block)) {
    progress.show(source.bytes_handed_over());
    records.begin(block);
    for (auto found = records.next(); found != CsvRecords::Found::end; found = records.next()) {
      if (found == CsvRecords::Found::record) {
        gathered.add(records.row(), records.cells());
      } else {
        add_unreadable(records, gathered.header, file);
      }
    }
  }
  return gathered;
}

std::vector<ColumnDescription> describe_columns(const Gathered& gathered) {
  std::vector<ColumnDescription> columns;
  for (std::size_t index = 0; index < gathered.header.size(); ++index) {
    ColumnDescription& column = columns.emplace_back();
    column.name = gathered.header[index];
    column.summary = gathered.summaries[index];
    const auto same = std::count(gathered.header.begin(), gathered.header.end(), column.name);
    column.is_repeated_name = !column.name.empty() && same > 1;
    decide_kind(column);
  }
  return columns;
}

/// The first line was a row: it counts as one, and the columns get names.
void take_header_as_row(Gathered& gathered) {
  std::vector<std::string_view> cells(gathered.header.begin(), gathered.header.end());
  gathered.add(0, cells);
  for (std::size_t index = 0; index < gathered.header.size(); ++index) {
    gathered.header[index] = default_column_name(index);
  }
}

std::vector<std::string_view> sampled_cells(const RowSample& sample, std::size_t column) {
  std::vector<std::string_view> cells;
  cells.reserve(sample.size());
  for (std::size_t row = 0; row < sample.size(); ++row) cells.push_back(sample.cell(row, column));
  return cells;
}

void find_quantiles(const RowSample& sample, std::size_t index, ColumnDescription& column) {
  if (column.kind != ColumnKind::number) return;
  std::vector<double> numbers;
  for (const std::string_view cell : sampled_cells(sample, index)) {
    if (const auto number = read_number_cell(cell, column.summary.mark())) numbers.push_back(number->value);
  }
  if (numbers.empty()) return;
  std::sort(numbers.begin(), numbers.end());
  const auto at = [&](double share) {
    return numbers[static_cast<std::size_t>(share * static_cast<double>(numbers.size() - 1))];
  };
  column.quantiles = Quantiles{at(0.01), at(0.05), at(0.25), at(0.5), at(0.75), at(0.95), at(0.99)};
}

void find_targets(FileDescription& file) {
  for (std::size_t index = 0; index < file.columns.size(); ++index) {
    const ColumnDescription& column = file.columns[index];
    if (column.kind != ColumnKind::choice || column.distinct > 40) continue;
    OutcomeWords words = recognise_outcome(column.name, column.values);
    // Two values of a column with a name like any other are a question.
    if (words.likelihood == 0) continue;
    if (index + 1 == file.columns.size()) ++words.likelihood;
    file.targets.push_back({index, std::move(words)});
  }
  std::stable_sort(file.targets.begin(), file.targets.end(),
                   [](const auto& a, const auto& b) { return a.words.likelihood > b.words.likelihood; });
}

constexpr std::array<std::string_view, 15> kApplicationNames = {
    "app",    "application", "applied", "issue", "issued", "origination", "orig",  "open",
    "opened", "created",     "request", "start", "заявки", "заявка",      "выдачи"};

void find_dates(FileDescription& file) {
  for (std::size_t index = 0; index < file.columns.size(); ++index) {
    const ColumnDescription& column = file.columns[index];
    if (column.kind != ColumnKind::date) continue;
    const bool is_complete = column.summary.dates().cells == file.rows;
    file.dates.push_back({index, is_complete, has_word(column.name, kApplicationNames)});
  }
  std::stable_sort(file.dates.begin(), file.dates.end(), [](const auto& a, const auto& b) {
    return std::pair(a.is_complete, a.has_likely_name) > std::pair(b.is_complete, b.has_likely_name);
  });
}

/// The named target, or the likeliest one that is likely enough to measure the others by.
void choose_target(const DescribeOptions& options, FileDescription& file) {
  if (options.target) {
    const auto index = file.find(*options.target);
    if (!index) {
      std::vector<std::string> names;
      for (const ColumnDescription& column : file.columns) names.push_back(column.name);
      const std::string nearest = nearest_name(*options.target, names);
      throw InputError(file.source + ": there is no column \"" + shown_text(*options.target) + "\"" +
                       (nearest.empty() ? "" : "; the nearest is \"" + shown_text(nearest) + "\""));
    }
    const auto known = std::find_if(file.targets.begin(), file.targets.end(),
                                    [&](const PossibleTarget& target) { return target.column == *index; });
    const auto& values = file.columns[*index].values;
    PossibleTarget target{*index, recognise_outcome(file.columns[*index].name, values)};
    if (!options.bad.empty() || !options.good.empty()) {
      target.words = stated_outcome(options.bad, options.good, values);
    }
    if (known != file.targets.end()) file.targets.erase(known);
    file.targets.insert(file.targets.begin(), std::move(target));
    file.target = index;
  } else if (!file.targets.empty() && file.targets.front().words.likelihood >= 3) {
    file.target = file.targets.front().column;
  }
}

void relate_columns(const RowSample& sample, FileDescription& file) {
  if (!file.target) return;
  const OutcomeWords& words = file.targets.front().words;
  if (words.bad.empty() || words.good.empty()) return;
  const auto has = [](const std::vector<std::string>& list, std::string_view cell) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& value) { return value == cell; });
  };
  std::vector<std::size_t> rows;
  std::vector<std::uint8_t> defaulted;
  for (std::size_t row = 0; row < sample.size(); ++row) {
    const std::string_view cell = trimmed(sample.cell(row, *file.target));
    const bool is_bad = has(words.bad, cell);
    if (!is_bad && !has(words.good, cell)) continue;
    rows.push_back(row);
    defaulted.push_back(is_bad ? 1 : 0);
  }
  file.rows_with_outcome = rows.size();
  for (std::size_t index = 0; index < file.columns.size(); ++index) {
    ColumnDescription& column = file.columns[index];
    if (index == *file.target || column.kind == ColumnKind::empty || column.kind == ColumnKind::constant) continue;
    std::vector<std::string_view> cells;
    cells.reserve(rows.size());
    for (const std::size_t row : rows) cells.push_back(sample.cell(row, index));
    const BinBy by = column.kind == ColumnKind::number   ? BinBy::number
                     : column.kind == ColumnKind::choice ? BinBy::value
                                                         : BinBy::presence;
    column.relation = relate(column.name, bin_column(cells, by, column.summary.mark()), defaulted);
  }
}

}  // namespace

const char* name(ColumnKind kind) noexcept {
  switch (kind) {
    case ColumnKind::empty:
      return "empty";
    case ColumnKind::constant:
      return "constant";
    case ColumnKind::number:
      return "number";
    case ColumnKind::choice:
      return "choice";
    case ColumnKind::date:
      return "date";
    case ColumnKind::identifier:
      return "identifier";
    case ColumnKind::text:
      return "text";
  }
  return "";
}

std::optional<std::size_t> FileDescription::find(std::string_view wanted) const noexcept {
  for (std::size_t index = 0; index < columns.size(); ++index) {
    if (columns[index].name == trimmed(wanted)) return index;
  }
  return std::nullopt;
}

FileDescription describe_file(const NamedStream& data, const DescribeOptions& options) {
  FileDescription file;
  file.source = data.name;
  Gathered gathered = gather(data, file);
  file.columns = describe_columns(gathered);
  if (options.header != HeaderLine::present) file.headless_because = why_headless(gathered.header, file.columns);
  if (options.header == HeaderLine::absent || !file.headless_because.empty()) {
    file.has_header = false;
    take_header_as_row(gathered);
    file.columns = describe_columns(gathered);
  }
  file.rows = gathered.summaries.empty() ? 0 : gathered.summaries.front().rows();
  file.repeated_rows = gathered.repeated.count();
  file.repeated_rows_is_estimate = gathered.repeated.is_estimate();
  for (std::size_t index = 0; index < file.columns.size(); ++index) {
    find_quantiles(gathered.sample, index, file.columns[index]);
  }
  find_targets(file);
  find_dates(file);
  choose_target(options, file);
  relate_columns(gathered.sample, file);
  return file;
}

}  // namespace prescore
