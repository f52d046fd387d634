// Rows of a data file -> applicants, one after another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "applicants/applicant_columns.hpp"
#include "csv/csv_reader.hpp"

namespace prescore {

struct ApplicantRow {
  /// 1 for the first row after the header.
  std::uint64_t number = 0;
  /// Its first line in the file.
  std::uint64_t line = 0;
  /// Values by question; kMissing where the cells are empty. Unspecified where there is an `issue`.
  Applicant applicant;
  /// The first answer, in question order, that the questionnaire does not take.
  std::optional<IssueCode> issue;
  /// The question of the issue.
  std::size_t issue_question = 0;
  /// Set only where the outcome columns are read; the date only where the file has one.
  Date date{};
  bool defaulted = false;
  /// Whether the target is one of the values that were named; true where none were.
  bool outcome_is_known = true;
};

class ApplicantReader {
 public:
  /// Reads the header and finds the columns of `questionnaire`, in any order, among others. The stream of `input` and
  /// `questionnaire` must outlive the reader.
  /// Throws HeaderError with all columns that are missing or appear more than once.
  ApplicantReader(const NamedStream& input, const Questionnaire& questionnaire,
                  const std::optional<OutcomeColumns>& outcome);

  /// Reads the next row; false at the end. An answer outside the questionnaire is an `issue` of the row; text where a
  /// number belongs, a cell that is not a date or a target that is not known throws InputError with row and column.
  [[nodiscard]] bool next(ApplicantRow& row);

  /// Adds all issues of the row that `next` read last to `counts`.
  void count_issues(IssueCounts& counts) const { columns_.count_issues(csv_.cells(), csv_.row(), counts); }

  /// The cells of the question of the current row's issue, as a message shows them.
  [[nodiscard]] std::string shown_issue(const ApplicantRow& row) const {
    return columns_.shown_answer(row.issue_question, csv_.cells());
  }

  /// The current row's target, as a message shows it.
  [[nodiscard]] std::string shown_outcome() const { return columns_.shown_outcome(csv_.cells()); }

  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return csv_.bytes_read(); }

 private:
  [[noreturn]] void fail(const CellError& error) const;

  CsvReader csv_;
  ApplicantColumns columns_;
};

}  // namespace prescore
