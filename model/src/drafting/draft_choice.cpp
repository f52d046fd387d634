// Steps: each value with enough rows becomes an option; the others share one that means "any other" value, also values
// that the file does not hold. Values that are numbers stand in ascending order, other values by the number of rows.
// Why a limit: a page that lists three hundred options is not answered, and three rows say nothing about a value.
#include <algorithm>

#include "describing/description_text.hpp"
#include "describing/number_cell.hpp"
#include "drafting/draft_question.hpp"

namespace prescore {
namespace {

/// So few values are all kept, whatever their rows.
constexpr std::size_t kFewValues = 12;
constexpr std::size_t kMostOptions = 50;
constexpr std::uint64_t kFewestRows = 10;
/// A value needs one row in so many.
constexpr std::uint64_t kRowsForOne = 500;

bool are_numbers(const std::vector<ValueCount>& values) {
  return std::all_of(values.begin(), values.end(), [](const ValueCount& value) {
    const auto number = read_number_cell(value.value, DecimalMark::point);
    return number && !number->has_unit();
  });
}

double number_of(const ValueCount& value) {
  const auto number = read_number_cell(value.value, DecimalMark::point);
  return number ? number->value : 0.0;
}

/// The values that get an option of their own.
std::vector<ValueCount> frequent_values(const ColumnDescription& column) {
  if (column.summary.values().are_complete() && column.values.size() <= kFewValues) return column.values;
  const std::uint64_t fewest = std::max(kFewestRows, column.present() / kRowsForOne);
  std::vector<ValueCount> frequent;
  for (const ValueCount& value : column.values) {
    if (value.rows >= fewest && frequent.size() < kMostOptions) frequent.push_back(value);
  }
  // One value alone shares nothing.
  const bool is_one_left = frequent.size() + 1 == column.values.size() && column.summary.values().are_complete();
  return is_one_left ? column.values : frequent;
}

}  // namespace

std::optional<DraftQuestion> draft_choice(const ColumnDescription& column, std::string& why_not) {
  std::vector<ValueCount> values = frequent_values(column);
  const bool has_others = values.size() < column.distinct;
  if (values.size() + (has_others ? 1 : 0) < 2) {
    why_not = column.distinct < 2 ? "it has one value besides missing ones" : "no value has enough rows for an option";
    return std::nullopt;
  }
  DraftQuestion question;
  question.is_ordered = are_numbers(values);
  if (question.is_ordered) {
    std::stable_sort(values.begin(), values.end(),
                     [](const auto& a, const auto& b) { return number_of(a) < number_of(b); });
  }
  UniqueNames ids;
  // A reason "home.missing" stands for an answer that is missing.
  (void)ids.take("missing", "missing");
  for (std::size_t index = 0; index < values.size(); ++index) {
    const std::string& cell = values[index].value;
    question.options.push_back({ids.take(cell, "option_" + std::to_string(index + 1)), cell});
  }
  if (has_others) {
    question.options.push_back({ids.take("any_other", "any_other"), "", true});
    std::uint64_t rows = column.present();
    for (const ValueCount& value : values) rows -= value.rows;
    question.notes.push_back(with_commas(column.distinct - values.size()) + " values with few rows each (" +
                             shown_rows(rows) + " in all) share the option \"" + question.options.back().id + "\"");
  }
  return question;
}

}  // namespace prescore
