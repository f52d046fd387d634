// What is asked. Questions are data: a bank changes them in the programme's JSON, not in code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace prescore {

/// At most this many questions in a programme; also the size of every fixed per-question array.
inline constexpr std::size_t kMaxQuestions = 32;

/// At most this many options in a choice.
inline constexpr std::size_t kMaxOptions = 64;

enum class QuestionKind : std::uint8_t { number, choice };

/// One answer that a choice offers.
struct Option {
  /// [a-z0-9_-]{1,64}, unique in the question.
  std::string id;
  /// The cells of a data file that mean this option, one for each of the question's columns.
  std::vector<std::string> cells;
};

struct Question {
  /// [a-z0-9_-]{1,64}, unique in the questionnaire; texts and answers are keyed by it.
  std::string id;
  QuestionKind kind = QuestionKind::number;
  /// The columns of a data file that hold the answer: exactly one for a number, one or more for a choice.
  std::vector<std::string> columns;

  // A number: an integer once scaled by 10^decimals, in [minimum, maximum].
  /// Names the unit in the texts, for example `year` or `rub_month`.
  std::string unit;
  /// Written beside the number by people and skipped when read: "₽", "лет".
  std::vector<std::string> unit_words;
  /// Digits kept after the decimal mark, 0 to 9. `minimum` and `maximum` are scaled by 10^decimals.
  std::uint8_t decimals = 0;
  /// Money: digits may be grouped by threes, and digits beyond `decimals` are dropped, not refused.
  bool money = false;
  std::int32_t minimum = 0;
  std::int32_t maximum = 0;

  // A choice: 2 to kMaxOptions options in the order in which they are shown.
  std::vector<Option> options;
};

struct Questionnaire {
  /// 1 to kMaxQuestions, in the order in which they are asked.
  std::vector<Question> questions;
};

}  // namespace prescore
