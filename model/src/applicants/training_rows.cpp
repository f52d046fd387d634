#include "applicants/training_rows.hpp"

#include <algorithm>

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
  rows.dates.reserve(guess);
}

}  // namespace

TrainingCounts counts_of(const TrainingRows& rows) {
  const auto defaults = std::count(rows.defaulted.begin(), rows.defaulted.end(), std::uint8_t{1});
  return {rows.size(), static_cast<std::uint64_t>(defaults), rows.left_out, rows.issues};
}

Applicant applicant_of(const TrainingRows& rows, std::size_t row) noexcept {
  Applicant applicant;
  for (std::size_t index = 0; index < rows.values.size(); ++index) applicant.values[index] = rows.values[index][row];
  return applicant;
}

TrainingRows read_training_rows(const NamedStream& data, const Questionnaire& questionnaire,
                                const OutcomeColumns& outcome_columns, const DateWindow& window) {
  ApplicantReader reader(data.stream, data.name, questionnaire, outcome_columns);
  Progress progress("reading", data.bytes);
  TrainingRows rows;
  rows.values.resize(questionnaire.questions.size());
  ApplicantRow row;
  while (reader.next(row)) {
    progress.show(reader.bytes_read());
    if (!window.contains(row.date)) continue;
    if (row.issue) {
      ++rows.left_out;
      reader.count_issues(rows.issues);
      if (*row.issue == IssueCode::unknown_option && !rows.unknown_option) {
        rows.unknown_option = UnknownOption{row.number, row.issue_question};
      }
      continue;
    }
    for (std::size_t question = 0; question < rows.values.size(); ++question) {
      rows.values[question].push_back(row.applicant.values[question]);
    }
    rows.defaulted.push_back(row.defaulted ? 1 : 0);
    rows.dates.push_back(row.date);
    if (rows.size() == kRowsBeforeGuess && data.bytes > 0) reserve(rows, reader.bytes_read(), data.bytes);
  }
  return rows;
}

}  // namespace prescore
