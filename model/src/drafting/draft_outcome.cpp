#include <algorithm>
#include <array>

#include "applicants/name_words.hpp"
#include "applicants/nearest_name.hpp"
#include "base/file_error.hpp"
#include "describing/description_text.hpp"
#include "drafting/draft_parts.hpp"

namespace prescore {
namespace {

std::string place_of(const FileDescription& file, std::size_t column) {
  return file.source + ", column \"" + shown_text(file.columns[column].name) + "\": ";
}

std::string listed_values(const ColumnDescription& column) {
  constexpr std::size_t kMostShown = 20;
  std::string text;
  for (std::size_t index = 0; index < std::min(column.values.size(), kMostShown); ++index) {
    const ValueCount& value = column.values[index];
    text += (index == 0 ? "\"" : ", \"") + shown_text(value.value) + "\" in " + shown_rows(value.rows);
  }
  if (column.values.size() > kMostShown) text += ", ...";
  return text.empty() ? "none" : text;
}

/// Values that were stated and are not in the column, or are stated twice.
void check_stated(const FileDescription& file, const DraftOutcome& outcome, const DescribeOptions& stated,
                  std::vector<std::string>& errors) {
  const ColumnDescription& column = file.columns[outcome.target];
  std::vector<std::string> values;
  for (const ValueCount& value : column.values) values.push_back(value.value);
  for (const ValueCount& word : column.missing_words) values.push_back(word.value);
  const auto has = [](const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  for (const auto* list : {&stated.bad, &stated.good}) {
    for (const std::string& value : *list) {
      if (has(values, value)) continue;
      const std::string nearest = nearest_name(value, values);
      errors.push_back(place_of(file, outcome.target) + "no row has the value \"" + shown_text(value) + "\" of " +
                       (list == &stated.bad ? "--bad" : "--good") +
                       (nearest.empty() ? "" : "; the nearest is \"" + shown_text(nearest) + "\"") +
                       "; the values are " + listed_values(column));
    }
  }
  for (const std::string& value : stated.bad) {
    if (!has(stated.good, value)) continue;
    errors.push_back(place_of(file, outcome.target) + "\"" + shown_text(value) + "\" is named by --bad and by --good");
  }
}

/// How to say which values are bad, with values of the file.
std::string example_of(const ColumnDescription& column) {
  if (column.values.size() < 2) return {};
  return ", for example --bad \"" + shown_text(column.values[1].value) + "\" --good \"" +
         shown_text(column.values[0].value) + "\" if the first of these means a default";
}

void check_words(const FileDescription& file, const DraftOutcome& outcome, std::vector<std::string>& errors) {
  const ColumnDescription& column = file.columns[outcome.target];
  if (outcome.words.is_known) return;
  if (column.distinct < 2) {
    errors.push_back(place_of(file, outcome.target) + "it has " + (column.distinct == 0 ? "no value" : "one value") +
                     " (" + listed_values(column) + "); a target needs a value for defaults and one for repaid loans");
    return;
  }
  errors.push_back(place_of(file, outcome.target) +
                   "which values mean a default and which a repaid loan is not known; name them with --bad and --good" +
                   example_of(column) + ". The values are " + listed_values(column));
}

void check_rows(const FileDescription& file, const DraftOutcome& outcome, std::vector<std::string>& errors) {
  const OutcomeWords& words = outcome.words;
  if (!words.is_known) return;
  const std::uint64_t rows = words.bad_rows + words.good_rows;
  if (words.bad_rows == 0 || words.good_rows == 0) {
    errors.push_back(place_of(file, outcome.target) + "all rows with an outcome " +
                     (words.bad_rows == 0 ? "were repaid" : "defaulted") + "; training needs both outcomes");
  } else if (rows < kFewestRowsToDraft) {
    errors.push_back(place_of(file, outcome.target) + shown_rows(rows) + " with an outcome; training needs at least " +
                     std::to_string(kFewestRowsToDraft));
  }
}

std::optional<std::size_t> stated_date(const FileDescription& file, const std::string& name,
                                       std::vector<std::string>& errors) {
  const auto index = file.find(name);
  if (!index) {
    std::vector<std::string> names;
    for (const ColumnDescription& column : file.columns) names.push_back(column.name);
    const std::string nearest = nearest_name(name, names);
    errors.push_back(file.source + ": there is no column \"" + shown_text(name) + "\" for --date" +
                     (nearest.empty() ? "" : "; the nearest is \"" + shown_text(nearest) + "\""));
    return std::nullopt;
  }
  const DateSummary& dates = file.columns[*index].summary.dates();
  if (dates.cells == file.rows) return index;
  errors.push_back(place_of(file, *index) + "only " + with_commas(dates.cells) + " of " + with_commas(file.rows) +
                   " rows have a date that is read, such as 2014-02-01, 01FEB2014 or 31.01.2014; --date needs one in " +
                   "every row" + (dates.in_doubt > 0 ? std::string("; ") + kDateInDoubt : ""));
  return std::nullopt;
}

constexpr std::array<std::string_view, 5> kBirthWords = {"birth", "dob", "birthday", "birthdate", "рождения"};

/// A date in every row whose name suggests the application, or the only one.
std::optional<std::size_t> likely_date(const FileDescription& file) {
  std::vector<std::size_t> complete;
  for (const PossibleDate& date : file.dates) {
    const ColumnDescription& column = file.columns[date.column];
    const bool leaks = column.relation && column.relation->sign != LeakageSign::none;
    if (!date.is_complete || leaks || has_word(column.name, kBirthWords)) continue;
    if (date.has_likely_name) return date.column;
    complete.push_back(date.column);
  }
  return complete.size() == 1 ? std::optional(complete.front()) : std::nullopt;
}

}  // namespace

DraftOutcome draft_outcome(const FileDescription& file, const DraftOptions& options, std::vector<std::string>& errors) {
  DraftOutcome outcome;
  outcome.target = *file.target;
  outcome.words = file.targets.front().words;
  const bool is_stated = !options.stated.bad.empty() || !options.stated.good.empty();
  const std::size_t before = errors.size();
  if (is_stated) check_stated(file, outcome, options.stated, errors);
  if (errors.size() == before) check_words(file, outcome, errors);
  check_rows(file, outcome, errors);
  outcome.date = options.date ? stated_date(file, *options.date, errors) : likely_date(file);
  return outcome;
}

}  // namespace prescore
