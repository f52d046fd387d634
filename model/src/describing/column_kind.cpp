// Steps, first match wins: no value at all is empty; one value is a constant; days throughout are a date; numbers (a
// few odd words aside) are an identifier, a choice or a number; words are a choice, an identifier or text. A number is
// an identifier if it differs in every row and rises from row to row, or is written with zeros in front, or has the
// name of one. It is a choice if it has two values, or if its name is that of a category and it has few. Words are a
// choice if a value has five rows on average, or if there are few of them. "none" is a value in a column of words,
// because people write it for a home or a guarantor; in a column of numbers it is missing. "-" is a value beside "+".
#include "describing/column_kind.hpp"

#include <algorithm>
#include <array>

#include "applicants/name_words.hpp"
#include "base/blanks.hpp"
#include "describing/number_cell.hpp"

namespace prescore {
namespace {

/// Whole numbers with at most so many values may be the codes of a category.
constexpr std::uint64_t kMostCodes = 60;

/// More values are no choice, even if each has many rows.
constexpr std::uint64_t kMostChoices = 1'024;

/// A column of numbers may hold so large a share of other words, and so many different ones.
constexpr double kOddShare = 0.1;
constexpr std::size_t kMostOddWords = 3;

constexpr std::array<std::string_view, 8> kIdentifierWords = {"id",    "uuid",  "guid", "key",
                                                              "index", "номер", "код",  "ид"};

constexpr std::array<std::string_view, 38> kCategoryWords = {
    "sex",       "gender",      "education", "marriage", "marital",   "married",  "status", "type",
    "class",     "grade",       "region",    "purpose",  "code",      "category", "job",    "housing",
    "home",      "city",        "state",     "country",  "channel",   "product",  "branch", "property",
    "telephone", "race",        "ethnicity", "religion", "account",   "address",  "sector", "zip",
    "пол",       "образование", "регион",    "тип",      "категория", "статус"};

bool is_none(std::string_view word) {
  return word.size() == 4 && (word[0] == 'n' || word[0] == 'N') && (word[1] == 'o' || word[1] == 'O') &&
         (word[2] == 'n' || word[2] == 'N') && (word[3] == 'e' || word[3] == 'E');
}

/// Words of `missing` that are values after all: of a column of words.
bool is_value_among_words(const std::string& word, const ColumnDescription& column) {
  if (is_none(word)) return column.summary.numbers().cells == 0;
  return word == "-" && column.distinct == 1 && column.values.front().value == "+";
}

/// The words among the numbers of a column, if there are few: they count as missing.
std::vector<ValueCount> odd_words(const ColumnDescription& column) {
  std::vector<ValueCount> odd;
  for (const ValueCount& value : column.values) {
    if (!read_number_cell(value.value, column.summary.mark())) odd.push_back(value);
  }
  return odd;
}

void count_missing(ColumnDescription& column) {
  const ColumnSummary& summary = column.summary;
  column.missing = summary.blank();
  for (const auto& [word, rows] : summary.missing_words()) {
    if (is_value_among_words(word, column)) {
      column.values.push_back({word, rows});
      ++column.distinct;
    } else {
      column.missing += rows;
      column.missing_words.push_back({word, rows});
    }
  }
  const auto falls = [](const ValueCount& a, const ValueCount& b) {
    return a.rows != b.rows ? a.rows > b.rows : a.value < b.value;
  };
  std::sort(column.missing_words.begin(), column.missing_words.end(), falls);
  std::sort(column.values.begin(), column.values.end(), falls);
}

/// Whether all cells are numbers, but for a few odd words, which then count as missing.
bool takes_as_numbers(ColumnDescription& column) {
  const std::uint64_t others = column.present() - column.summary.numbers().cells;
  if (others == 0) return true;
  if (static_cast<double>(others) > kOddShare * static_cast<double>(column.present())) return false;
  if (!column.summary.values().are_complete()) return false;
  const std::vector<ValueCount> odd = odd_words(column);
  if (odd.size() > kMostOddWords) return false;
  for (const ValueCount& word : odd) {
    column.missing += word.rows;
    column.missing_words.push_back(word);
    std::erase_if(column.values, [&](const ValueCount& value) { return value.value == word.value; });
  }
  column.distinct -= odd.size();
  return true;
}

bool is_unique(const ColumnDescription& column) {
  // The estimate of many values is not exact.
  const double share = static_cast<double>(column.distinct) / static_cast<double>(column.present());
  return column.present() >= 20 && share >= (column.summary.values().are_complete() ? 1.0 : 0.93);
}

ColumnKind kind_of_number(const ColumnDescription& column) {
  const NumberSummary& numbers = column.summary.numbers();
  const bool is_whole = numbers.whole == numbers.cells && numbers.with_unit == 0;
  const bool looks_like_id =
      numbers.rises || numbers.with_leading_zero * 10 > numbers.cells || has_identifier_name(column.name);
  if (is_whole && is_unique(column) && looks_like_id) return ColumnKind::identifier;
  if (column.distinct == 2) return ColumnKind::choice;
  const bool may_be_codes = is_whole && column.distinct <= kMostCodes && column.present() >= 5 * column.distinct;
  return may_be_codes && has_category_name(column.name) ? ColumnKind::choice : ColumnKind::number;
}

/// Whether most rows have one of a few frequent values, however many rare ones there are.
bool has_frequent_values(const ColumnDescription& column) {
  constexpr std::uint64_t kFrequentRows = 10;
  std::uint64_t rows = 0;
  for (const ValueCount& value : column.values) {
    if (value.rows >= kFrequentRows) rows += value.rows;
  }
  return rows * 2 > column.present();
}

ColumnKind kind_of_words(const ColumnDescription& column) {
  const std::uint64_t present = column.present();
  if (column.distinct == 1) return ColumnKind::choice;
  if (column.distinct <= 10 && column.distinct * 2 <= std::max<std::uint64_t>(present, 4)) return ColumnKind::choice;
  if (column.distinct <= kMostChoices && column.distinct * 5 <= present) return ColumnKind::choice;
  if (has_frequent_values(column)) return ColumnKind::choice;
  const std::uint64_t mean = column.summary.bytes() / std::max<std::uint64_t>(present, 1);
  const bool is_short = mean <= 40 && column.summary.with_blank() * 10 < present;
  return is_short && is_unique(column) ? ColumnKind::identifier : ColumnKind::text;
}

bool is_date(const ColumnDescription& column) {
  const DateSummary& dates = column.summary.dates();
  return column.present() > 0 && (dates.cells + dates.in_doubt) * 10 >= column.present() * 9;
}

}  // namespace

bool has_identifier_name(std::string_view name) { return has_word(name, kIdentifierWords); }
bool has_category_name(std::string_view name) { return has_word(name, kCategoryWords); }

void decide_kind(ColumnDescription& column) {
  column.values = column.summary.values().by_count();
  column.distinct = column.summary.values().distinct();
  count_missing(column);
  if (column.present() == 0) {
    column.kind = ColumnKind::empty;
  } else if (column.distinct == 1 && column.missing == 0) {
    column.kind = ColumnKind::constant;
  } else if (column.distinct > 1 && is_date(column)) {
    column.kind = ColumnKind::date;
  } else if (column.summary.numbers().cells > 0 && takes_as_numbers(column)) {
    column.kind = kind_of_number(column);
  } else {
    column.kind = kind_of_words(column);
  }
}

}  // namespace prescore
