// Rows of a data file -> applicants, with what became of them where the file says it.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "csv_reader.hpp"
#include "date.hpp"
#include "prescore/validate.hpp"

namespace prescore {

/// The columns that say when an application came and whether it defaulted.
struct OutcomeColumns {
  std::string date = "app_date";
  std::string target = "default";
};

struct ApplicantRow {
  /// 1 for the first row after the header.
  std::uint64_t number = 0;
  /// Values by question; kMissing where the cells are empty. Of use only where there is no `issue`.
  Applicant applicant;
  /// The first answer, in question order, that the questionnaire does not take.
  std::optional<IssueCode> issue;
  /// The question of the issue.
  std::size_t issue_question = 0;
  /// Set only where the outcome columns are read.
  Date date{};
  bool defaulted = false;
};

class ApplicantReader {
 public:
  /// Reads the header and finds the columns of `questionnaire`, in any order, among others.
  /// Throws InputError, naming all columns that are missing or appear twice.
  ApplicantReader(std::istream& input, const std::string& source, const Questionnaire& questionnaire,
                  const std::optional<OutcomeColumns>& outcome);

  /// Reads the next row; false at the end. An answer outside the questionnaire is an `issue` of the row; text where a
  /// number belongs, a date that is none or a target other than 0 and 1 throws InputError with row and column.
  [[nodiscard]] bool next(ApplicantRow& row);

  [[nodiscard]] std::uint64_t bytes_read() const noexcept { return csv_.bytes_read(); }

 private:
  void find_columns(const std::optional<OutcomeColumns>& outcome);
  [[nodiscard]] std::size_t find_column(const std::string& name, std::vector<std::string>& faults) const;
  [[nodiscard]] Result<std::int32_t, IssueCode> read_question(std::size_t question) const;
  [[nodiscard]] Result<std::int32_t, IssueCode> read_choice(std::size_t question) const;
  void read_outcome(ApplicantRow& row) const;
  [[noreturn]] void fail(std::size_t column, const std::string& what) const;

  CsvReader csv_;
  const Questionnaire& questionnaire_;
  /// For each question the places of its columns.
  std::vector<std::vector<std::size_t>> columns_;
  std::optional<std::size_t> date_column_;
  std::optional<std::size_t> target_column_;
};

}  // namespace prescore
