#include "applicants/training_rows.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "applicants/left_out.hpp"
#include "base/input_error.hpp"
#include "base/progress.hpp"

namespace prescore {
namespace {

/// From the size of the first rows: vectors that grow by doubling would hold the data three times for a while.
constexpr std::size_t kRowsBeforeGuess = 1000;

void reserve(TrainingRows& rows, std::uint64_t bytes_read, std::uint64_t bytes_in_all) {
  const auto share = static_cast<double>(bytes_in_all) / static_cast<double>(bytes_read);
  const auto guess = static_cast<std::size_t>(static_cast<double>(rows.size()) * share * 1.05);
  for (auto& values : rows.values) values.reserve(guess);
  rows.defaulted.reserve(guess);
  if (!rows.dates.empty()) rows.dates.reserve(guess);
}

/// The rows that were left out, counted while they are read.
class LeftOutCount {
 public:
  void add_issue(const ApplicantReader& reader, const ApplicantRow& row) {
    LeftOut& cause = issues_[{row.issue_question, *row.issue}];
    if (cause.rows++ == 0) cause = {row.issue_question, *row.issue, 1, reader.shown_issue(row)};
  }

  void add_outcome(const ApplicantReader& reader) {
    // A column of mostly different values is not a target: so many of them are enough to say so.
    constexpr std::size_t kMostValues = 1000;
    const std::string value = reader.shown_outcome();
    if (outcomes_.size() < kMostValues || outcomes_.contains(value)) ++outcomes_[value];
  }

  void write_into(TrainingRows& rows) const {
    for (const auto& [place, cause] : issues_) rows.left_out_because.push_back(cause);
    for (const auto& [value, count] : outcomes_) rows.other_outcomes.push_back({value, count});
    std::stable_sort(rows.other_outcomes.begin(), rows.other_outcomes.end(),
                     [](const auto& one, const auto& other) { return one.rows > other.rows; });
    if (rows.other_outcomes.size() > kMostOtherOutcomes) rows.other_outcomes.resize(kMostOtherOutcomes);
  }

 private:
  std::map<std::pair<std::size_t, IssueCode>, LeftOut> issues_;
  std::map<std::string, std::uint64_t> outcomes_;
};

void add_row(const ApplicantRow& row, bool has_date, TrainingRows& rows) {
  for (std::size_t question = 0; question < rows.values.size(); ++question) {
    rows.values[question].push_back(row.applicant.values[question]);
  }
  rows.defaulted.push_back(row.defaulted ? 1 : 0);
  if (has_date) rows.dates.push_back(row.date);
}

void require_dates(const NamedStream& data, const OutcomeColumns& outcome_columns, const DateWindow& window) {
  if (outcome_columns.date || (!window.since && !window.before)) return;
  throw InputError(data.name +
                   ": the programme names no column of dates, so rows cannot be chosen by date; leave out " +
                   (window.since ? "--since" : "--before") + ", or name the column in training.json");
}

std::string count_of(std::uint64_t rows) { return std::to_string(rows) + (rows == 1 ? " row" : " rows"); }

/// "1234.5" for 12345 with one decimal.
std::string unscaled_text(std::int32_t value, const Question& question) {
  if (question.decimals == 0) return std::to_string(value);
  const bool is_negative = value < 0;
  std::string digits = std::to_string(std::abs(std::int64_t{value}));
  if (digits.size() <= question.decimals) digits.insert(0, question.decimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - question.decimals, ".");
  return (is_negative ? "-" : "") + digits;
}

std::string line_of(const LeftOut& cause, const Question& question) {
  const std::string example = ", for example " + cause.example + ": ";
  switch (cause.issue) {
    case IssueCode::below_minimum:
      return question.id + " below " + unscaled_text(question.minimum, question) + ": " + count_of(cause.rows);
    case IssueCode::above_maximum:
      return question.id + " above " + unscaled_text(question.maximum, question) + ": " + count_of(cause.rows);
    case IssueCode::not_whole:
      return question.id + " not a whole number" + example + count_of(cause.rows);
    default:
      return "unknown option of " + question.id + example + count_of(cause.rows);
  }
}

}  // namespace

TrainingCounts counts_of(const TrainingRows& rows) {
  const auto defaults = std::count(rows.defaulted.begin(), rows.defaulted.end(), std::uint8_t{1});
  return {rows.size(), static_cast<std::uint64_t>(defaults), rows.left_out, rows.issues};
}

std::vector<std::string> left_out_causes(const TrainingRows& rows, const Questionnaire& questionnaire) {
  std::vector<std::string> causes;
  for (const LeftOut& cause : rows.left_out_because) {
    causes.push_back(line_of(cause, questionnaire.questions[cause.question]));
  }
  return causes;
}

std::vector<std::string> left_out_lines(const TrainingRows& rows, const Questionnaire& questionnaire) {
  std::vector<std::string> lines;
  for (const std::string& cause : left_out_causes(rows, questionnaire)) lines.push_back("left out: " + cause);
  for (const OtherOutcome& other : rows.other_outcomes) {
    lines.push_back("left out: outcome \"" + other.value +
                    "\", which is neither bad nor good: " + count_of(other.rows));
  }
  const std::uint64_t with_outcome = rows.size() + rows.left_out;
  if (are_many_left_out(rows.left_out, with_outcome)) {
    lines.push_back("warning: " + std::to_string(rows.left_out) + " of " + count_of(with_outcome) +
                    " were left out, so the rest may not stand for all; check the limits and options");
  }
  return lines;
}

std::optional<std::pair<Date, Date>> TrainingRows::first_and_last() const {
  if (dates.empty()) return std::nullopt;
  const auto [first, last] = std::minmax_element(dates.begin(), dates.end());
  return std::pair(*first, *last);
}

Applicant applicant_of(const TrainingRows& rows, std::size_t row) noexcept {
  Applicant applicant;
  for (std::size_t index = 0; index < rows.values.size(); ++index) applicant.values[index] = rows.values[index][row];
  return applicant;
}

TrainingRows read_training_rows(const NamedStream& data, const Questionnaire& questionnaire,
                                const OutcomeColumns& outcome_columns, const DateWindow& window) {
  require_dates(data, outcome_columns, window);
  ApplicantReader reader(data, questionnaire, outcome_columns);
  const bool has_date = outcome_columns.date.has_value();
  Progress progress("reading", data.bytes);
  TrainingRows rows;
  rows.values.resize(questionnaire.questions.size());
  LeftOutCount left_out;
  ApplicantRow row;
  while (reader.next(row)) {
    progress.show(reader.bytes_read());
    if (has_date && !window.contains(row.date)) continue;
    if (!row.outcome_is_known) {
      ++rows.without_outcome;
      left_out.add_outcome(reader);
      continue;
    }
    if (row.issue) {
      ++rows.left_out;
      reader.count_issues(rows.issues);
      left_out.add_issue(reader, row);
      continue;
    }
    add_row(row, has_date, rows);
    if (rows.size() == kRowsBeforeGuess && data.bytes > 0) reserve(rows, reader.bytes_read(), data.bytes);
  }
  left_out.write_into(rows);
  return rows;
}

void note_left_out(const NamedStream& data, const TrainingRows& rows, const Questionnaire& questionnaire) {
  if (!data.note) return;
  for (const std::string& line : left_out_lines(rows, questionnaire)) data.note(data.name + ": " + line);
}

}  // namespace prescore
