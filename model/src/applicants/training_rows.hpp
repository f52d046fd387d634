// The rows of a data file whose outcome is known, in memory, column by column.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
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

/// Where a data file holds an answer that no option of the question means.
struct UnknownOption {
  std::uint64_t row = 0;
  std::size_t question = 0;
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

struct TrainingRows {
  /// One vector a question, one value a row, as in `Applicant`.
  std::vector<std::vector<std::int32_t>> values;
  std::vector<std::uint8_t> defaulted;
  std::vector<Date> dates;
  /// Rows within the window that were left out, because the questionnaire does not take an answer of theirs.
  std::uint64_t left_out = 0;
  IssueCounts issues;
  /// The first of them whose answer is no option of its question.
  std::optional<UnknownOption> unknown_option;

  [[nodiscard]] std::size_t size() const noexcept { return defaulted.size(); }
};

[[nodiscard]] TrainingCounts counts_of(const TrainingRows& rows);

/// Called with what became of the rows of a file, before anything is made of them; may throw.
using LookAtRows = std::function<void(const TrainingCounts&)>;

/// The answers of one row.
[[nodiscard]] Applicant applicant_of(const TrainingRows& rows, std::size_t row) noexcept;

/// Reads the rows of `window`. Throws InputError with row and column, FileError where reading fails.
[[nodiscard]] TrainingRows read_training_rows(const NamedStream& data, const Questionnaire& questionnaire,
                                              const OutcomeColumns& outcome_columns, const DateWindow& window);

}  // namespace prescore
