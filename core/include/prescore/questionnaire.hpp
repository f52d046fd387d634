// What is asked. Questions are data: a bank changes them in the programme's JSON, not in code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace prescore {

/// At most this many questions in a programme; also the size of every fixed per-question array.
inline constexpr std::size_t kMaxQuestions = 32;

/// At most this many options in a choice.
inline constexpr std::size_t kMaxOptions = 1024;

enum class QuestionKind : std::uint8_t { number, choice };

/// Who answers a question: the applicant, or the bank out of what it knows about its client.
enum class AnswerSource : std::uint8_t { applicant, client_data };

/// A question's `maximum_age_days` is at most this: ten years.
inline constexpr std::uint16_t kMaxAgeDays = 3650;

/// One answer that a choice offers.
struct Option {
  /// [a-z0-9_-]{1,64}, unique in the question.
  std::string id;
  /// What a data file holds for this option: rows of cells, each with one cell for each of the question's columns. Any
  /// of the rows means the option. Empty only where `any_other`, or in a model that was packed without its data
  /// section.
  std::vector<std::vector<std::string>> rows_of_cells;
  /// Every row of cells that is not missing and belongs to no other option means this one. At most one a question.
  bool any_other = false;
};

/// A word behind a number that multiplies it: "k", "тыс", "млн".
struct ScaleWord {
  std::string word;
  /// The word means 10^power: 1 to kMaxScalePower.
  std::uint8_t power = 0;
};

inline constexpr std::uint8_t kMaxScalePower = 9;

struct Question {
  /// [a-z0-9_-]{1,64}, unique in the questionnaire; texts and answers are keyed by it.
  std::string id;
  QuestionKind kind = QuestionKind::number;
  /// A person's answer to a question of `client_data` is an issue.
  AnswerSource from = AnswerSource::applicant;
  /// Of client_data: an older value is not used, 1 to kMaxAgeDays; 0 where it may be of any age.
  std::uint16_t maximum_age_days = 0;
  /// The columns of a data file that hold the answer: exactly one for a number, one or more for a choice; none where
  /// the questionnaire has no data (`has_data`).
  std::vector<std::string> columns;

  // A number: an integer once scaled by 10^decimals, in [minimum, maximum].
  /// Names the unit in the texts, for example `year` or `rub_month`.
  std::string unit;
  /// Written beside the number by people and skipped when read: "₽", "лет".
  std::vector<std::string> unit_words;
  /// Written behind the number, before unit words; no word is there twice.
  std::vector<ScaleWord> scale_words;
  /// Digits kept after the decimal mark, 0 to 9. `minimum` and `maximum` are scaled by 10^decimals.
  std::uint8_t decimals = 0;
  /// Money: digits may be grouped by threes, and digits beyond `decimals` are dropped, not refused.
  bool money = false;
  std::int32_t minimum = 0;
  std::int32_t maximum = 0;
  /// A person's answer outside [plausible_minimum, plausible_maximum] is asked back once. Each limit may lie beyond its
  /// own end of the range above, as these do, and then asks nothing; some answer of the range must be plausible. Data
  /// files ignore them.
  std::int32_t plausible_minimum = std::numeric_limits<std::int32_t>::min();
  std::int32_t plausible_maximum = std::numeric_limits<std::int32_t>::max();

  // A choice: 2 to kMaxOptions options in the order in which they are shown.
  std::vector<Option> options;
};

/// How a programme's data files are written. What is not stated is recognised from the file.
struct DataFormat {
  /// ',', ';', a tab or '|'; 0 where it is not stated.
  char delimiter = 0;
  /// The decimal mark, '.' or ','; 0 where it is not stated.
  char decimal = 0;
  /// A name as the tool's --encoding takes it; empty where it is not stated.
  std::string encoding;
};

struct Questionnaire {
  /// 1 to kMaxQuestions, in the order in which they are asked.
  std::vector<Question> questions;
  /// The cells of a data file that mean "no value", compared without case and the blanks around them. Without a list,
  /// the built-in one. A blank cell is always missing.
  std::optional<std::vector<std::string>> missing_words;
  DataFormat csv;

  /// Whether the columns and cells of data files are there. A model may be packed without them, for a page; then no
  /// question has columns, and no option has cells.
  [[nodiscard]] bool has_data() const noexcept { return !questions.empty() && !questions.front().columns.empty(); }

  /// Whether the bank answers any of the questions.
  [[nodiscard]] bool asks_the_bank() const noexcept;
};

}  // namespace prescore
