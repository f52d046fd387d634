// The rows of a data file whose outcome is known, in memory, column by column.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "applicants/applicant_reader.hpp"
#include "base/date.hpp"
#include "base/outcome_columns.hpp"
#include "csv/named_stream.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {

/// Which rows to take, by application date; without a bound, all.
struct DateWindow {
  /// Taken from this day on.
  std::optional<Date> since;
  /// Taken up to the day before this one.
  std::optional<Date> before;

  [[nodiscard]] bool contains(const Date& date) const noexcept {
    return (!since || date >= *since) && (!before || date < *before);
  }
};

/// Why rows were left out: an answer to `question` that the questionnaire does not take.
struct LeftOut {
  std::size_t question = 0;
  IssueCode issue = IssueCode::unknown_option;
  std::uint64_t rows = 0;
  /// The answer of the first such row, as in `"RENT"`.
  std::string example;
};

/// Rows whose target is neither of the values that were named.
struct OtherOutcome {
  std::string value;
  std::uint64_t rows = 0;
};

/// A data file whose outcome is known.
struct TrainingData {
  NamedStream rows;
  /// Of the whole file, in hexadecimal, for the provenance of what is made from it.
  std::string sha256;
};

/// What became of the rows of a window.
struct TrainingCounts {
  std::uint64_t rows = 0;
  /// Of `rows`.
  std::uint64_t defaults = 0;
  /// Rows that are not among them, because the questionnaire does not take an answer of theirs.
  std::uint64_t left_out = 0;
  /// All issues of those.
  IssueCounts issues;
};

inline constexpr std::size_t kMostOtherOutcomes = 8;

struct TrainingRows {
  /// One vector a question, one value a row, as in `Applicant`.
  std::vector<std::vector<std::int32_t>> values;
  std::vector<std::uint8_t> defaulted;
  /// Empty where the file has no dates.
  std::vector<Date> dates;
  /// Rows within the window that were left out, because the questionnaire does not take an answer of theirs.
  std::uint64_t left_out = 0;
  /// All issues of those rows.
  IssueCounts issues;
  /// The first issue of each, by question and issue, in the order of the questions.
  std::vector<LeftOut> left_out_because;
  /// Rows within the window whose outcome is not known, and their commonest targets, at most kMostOtherOutcomes.
  std::uint64_t without_outcome = 0;
  std::vector<OtherOutcome> other_outcomes;

  [[nodiscard]] std::size_t size() const noexcept { return defaulted.size(); }

  /// The days of the first and the last application; nothing where there are no dates.
  [[nodiscard]] std::optional<std::pair<Date, Date>> first_and_last() const;
};

[[nodiscard]] TrainingCounts counts_of(const TrainingRows& rows);

/// Called with what became of the rows of a file, before anything is made of them; may throw.
using LookAtRows = std::function<void(const TrainingCounts&)>;

/// The answers of one row.
[[nodiscard]] Applicant applicant_of(const TrainingRows& rows, std::size_t row) noexcept;

/// The causes for which the questionnaire did not take rows, as in `age above 60: 130 rows`, in the order of questions.
[[nodiscard]] std::vector<std::string> left_out_causes(const TrainingRows& rows, const Questionnaire& questionnaire);

/// One line for each cause for which rows were left out, as in `left out: age above 60: 130 rows`; the last one warns
/// where 30 % of the rows or more were. Empty where none were.
[[nodiscard]] std::vector<std::string> left_out_lines(const TrainingRows& rows, const Questionnaire& questionnaire);

/// Notes which rows of `data` were left out, and why.
void note_left_out(const NamedStream& data, const TrainingRows& rows, const Questionnaire& questionnaire);

/// Reads the rows of `window`. Throws InputError with row and column, also where a
/// window is asked for of a file without dates; FileError where reading fails.
[[nodiscard]] TrainingRows read_training_rows(const NamedStream& data, const Questionnaire& questionnaire,
                                              const OutcomeColumns& outcome_columns, const DateWindow& window);

}  // namespace prescore
