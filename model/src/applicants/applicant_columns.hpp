// The cells of a data file's row -> an applicant, with what became of them where the file says it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "applicants/choice_cells.hpp"
#include "applicants/issue_counts.hpp"
#include "applicants/missing_words.hpp"
#include "applicants/number_cells.hpp"
#include "base/date.hpp"
#include "base/file_error.hpp"
#include "base/outcome_columns.hpp"
#include "csv/csv_dialect.hpp"
#include "prescore/validate.hpp"

namespace prescore {

/// What became of an applicant.
struct ApplicantOutcome {
  /// Unspecified where the file has no dates.
  Date date{};
  /// Whether the target is one of the values that mean a default or a repayment; not where it is missing.
  bool is_known = false;
  bool defaulted = false;
};

/// A cell that is not what its column takes.
struct CellError {
  std::size_t column = 0;
  FileProblem problem;
};

/// Knows for each question where its cells are and what they mean.
class ApplicantColumns {
 public:
  /// Finds the columns of `questionnaire`, which must outlive the object, in any order, among others.
  /// `source` names the file, `format` is how it is written. Throws HeaderError with all columns that are missing or
  /// appear more than once.
  ApplicantColumns(std::vector<std::string> header, const std::string& source, const Questionnaire& questionnaire,
                   const std::optional<OutcomeColumns>& outcome, const CsvFormat& format = {});

  /// Sets the values of `applicant`, kMissing where the cells are empty or hold a word for a missing value, and `issue`
  /// to the first answer, in question order, that the questionnaire does not take. Returns the first cell with text
  /// where a number belongs, or with a number that can be read in two ways; then both are unspecified.
  [[nodiscard]] std::optional<CellError> read_answers(const CellTexts& cells, Applicant& applicant,
                                                      std::optional<Issue>& issue) const;

  /// Counts every issue of a row that `read_answers` found an issue in; `row` is its number.
  void count_issues(const CellTexts& cells, std::uint64_t row, IssueCounts& counts) const;

  /// The cells of a question as a message shows them, as in `"RENT"`.
  [[nodiscard]] std::string shown_answer(std::size_t question, const CellTexts& cells) const;

  /// Reads the outcome columns, which must have been asked for. Returns a cell that is not a date, or, where no values
  /// are named, a target that is neither 0 nor 1 nor missing.
  [[nodiscard]] std::optional<CellError> read_outcome(const CellTexts& cells, ApplicantOutcome& outcome) const;

  /// The target as a message shows it.
  [[nodiscard]] std::string shown_outcome(const CellTexts& cells) const;

  [[nodiscard]] bool has_outcome() const noexcept { return target_column_.has_value(); }
  [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }

 private:
  using QuestionCells = std::variant<ChoiceCells, NumberCells>;

  [[nodiscard]] NumberReading read(std::size_t question, const CellTexts& cells) const;
  [[nodiscard]] std::size_t find_column(const std::string& name, std::vector<FileProblem>& problems) const;

  std::vector<std::string> header_;
  /// In one place, as the questions refer to it.
  std::unique_ptr<MissingWords> missing_;
  std::vector<QuestionCells> questions_;
  std::optional<std::size_t> date_column_;
  DateForm date_form_ = DateForm::unknown;
  std::optional<std::size_t> target_column_;
  std::vector<std::string> bad_;
  std::vector<std::string> good_;
};

}  // namespace prescore
