#include "prescore/validate.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <optional>

#include "number_text.hpp"
#include "prescore/policy.hpp"

namespace prescore {
namespace {

/// Larger than any scaled value; digits beyond it cannot change a verdict.
constexpr std::int64_t kSaturated = std::int64_t{1} << 40;

/// An age in this range is treated as the year of birth.
constexpr std::int64_t kFirstYear = 1900;
constexpr std::int64_t kLastYear = 2100;

struct Scaled {
  std::int64_t value = 0;
  /// Whether a digit other than 0 was dropped.
  bool is_cut = false;
};

/// `number` times 10^decimals, towards zero.
Scaled scale(const DecimalText& number, std::uint8_t decimals) noexcept {
  Scaled scaled;
  // The digits that are not read yet and belong to the value, the zeros behind the last one included.
  int left = number.exponent + decimals;
  for (const char character : number.whole) left += is_digit(character) ? 1 : 0;
  for (const std::string_view part : {number.whole, number.fraction}) {
    for (const char character : part) {
      if (!is_digit(character)) continue;
      if (left-- > 0) {
        scaled.value = std::min(scaled.value * 10 + (character - '0'), kSaturated);
      } else {
        scaled.is_cut = scaled.is_cut || character != '0';
      }
    }
  }
  while (left-- > 0) scaled.value = std::min(scaled.value * 10, kSaturated);
  if (number.negative) scaled.value = -scaled.value;
  return scaled;
}

std::optional<std::size_t> find_question(const Questionnaire& questionnaire, std::string_view id) noexcept {
  for (std::size_t index = 0; index < questionnaire.questions.size(); ++index) {
    if (questionnaire.questions[index].id == id) return index;
  }
  return std::nullopt;
}

Result<std::int32_t, IssueCode> read_option(const Question& question, std::string_view text) noexcept {
  if (is_blank(text)) return IssueCode::missing_answer;
  for (std::size_t index = 0; index < question.options.size(); ++index) {
    if (question.options[index].id == text) return static_cast<std::int32_t>(index);
  }
  return IssueCode::unknown_option;
}

/// What a text holds, whatever its question allows.
struct NumberText {
  DecimalText number;
  /// Empty where it is a number.
  std::optional<IssueCode> issue;
};

/// Finds the number in `text`, written to `room`, with `parse`, a function of a text and of whether a scale follows it.
template <typename Parse>
NumberText find_number(const Question& question, std::string_view text, std::span<char> room, Parse parse) noexcept {
  const std::optional<std::string_view> normal = normalise(text, room);
  if (!normal) return {{}, IssueCode::not_a_number};
  if (normal->empty()) return {{}, IssueCode::missing_answer};
  // Without words first: what is a number stays that number, and "0" as a unit word does not make 3 of 30.
  std::string_view part = *normal;
  std::string_view without_units = part;
  int power = 0;
  for (;;) {
    if (std::optional<DecimalText> number = parse(part, power > 0)) {
      number->exponent += power;
      return {*number, std::nullopt};
    }
    // First without a scale word, then without a unit word more.
    power = power > 0 ? 0 : take_scale(part, question.scale_words);
    if (power > 0) continue;
    if (!take_unit(without_units, question.unit_words)) return {{}, IssueCode::not_a_number};
    part = without_units;
  }
}

/// The value of what `find_number` found, or its issue.
Result<std::int32_t, IssueCode> value_of(const Question& question, const NumberText& found) noexcept {
  if (found.issue) return *found.issue;
  const auto [scaled, is_cut] = scale(found.number, question.decimals);
  if (is_cut && !question.money && question.decimals == 0) return IssueCode::not_whole;
  if (scaled < question.minimum) return IssueCode::below_minimum;
  if (scaled > question.maximum) return IssueCode::above_maximum;
  return static_cast<std::int32_t>(scaled);
}

/// Without a stated mark, one before three digits and a scale word may group or divide: "1,500 k".
bool is_in_doubt(const DecimalText& number, bool is_scaled) noexcept {
  return is_scaled && number.whole.find_first_of(",.") != std::string_view::npos;
}

/// Out of line: each copy would be loaded by every page.
[[gnu::noinline]] NumberText find_number_of_person(const Question& question, std::string_view text,
                                                   std::span<char> room) noexcept {
  return find_number(question, text, room, [&](std::string_view part, bool is_scaled) {
    std::optional<DecimalText> number = parse_number(part, question.money, 0);
    if (number && is_in_doubt(*number, is_scaled)) number.reset();
    return number;
  });
}

/// The lower number of a range such as "50 000 – 60 000 ₽": nobody is counted as earning more than they are sure
/// of. A scale word at the end is that of both numbers where the lower one stays the lower: "50-60 k".
NumberText find_lower_number(const Question& question, std::string_view text, std::span<char> room) noexcept {
  for (const std::string_view dash : {"-", "\u2013", "\u2014"}) {
    const std::size_t place = text.find(dash);
    if (place == std::string_view::npos) continue;
    std::array<char, kMaxNumberBytes> upper_room;
    NumberText lower = find_number_of_person(question, text.substr(0, place), room);
    const NumberText upper = find_number_of_person(question, text.substr(place + dash.size()), upper_room);
    if (lower.issue || upper.issue) continue;
    const std::int64_t top = scale(upper.number, question.decimals).value;
    const int own = lower.number.exponent;
    for (const int exponent : {own == 0 ? upper.number.exponent : own, own}) {
      lower.number.exponent = exponent;
      if (scale(lower.number, question.decimals).value < top) return lower;
    }
  }
  return {{}, IssueCode::not_a_number};
}

Result<std::int32_t, IssueCode> read_number_of_person(const Question& question, std::string_view text) noexcept {
  std::array<char, kMaxNumberBytes> room;
  NumberText found = find_number_of_person(question, text, room);
  if (found.issue == IssueCode::not_a_number && question.money) found = find_lower_number(question, text, room);
  const Result<std::int32_t, IssueCode> value = value_of(question, found);
  if (value.ok() || value.error() != IssueCode::above_maximum || question.unit != kUnitOfAge) return value;
  const std::int64_t years = scale(found.number, 0).value;
  if (years < kFirstYear || years > kLastYear) return value;
  return IssueCode::looks_like_a_year;
}

/// The issue of a number that people do not answer, as far as the programme knows.
std::optional<IssueCode> find_implausible(const Question& question, std::int32_t value) noexcept {
  if (question.kind != QuestionKind::number) return std::nullopt;
  if (value < question.plausible_minimum) return IssueCode::implausibly_low;
  if (value > question.plausible_maximum) return IssueCode::implausibly_high;
  return std::nullopt;
}

}  // namespace

Result<std::int32_t, IssueCode> read_number(const Question& question, std::string_view text,
                                            NumberStyle style) noexcept {
  if (style == NumberStyle::people) return read_number_of_person(question, text);
  const char mark = style == NumberStyle::decimal_point ? '.' : style == NumberStyle::decimal_comma ? ',' : '\0';
  std::array<char, kMaxNumberBytes> room;
  return value_of(question, find_number(question, text, room, [&](std::string_view part, bool is_scaled) {
                    std::optional<DecimalText> number = parse_program_number(part, question.money, mark);
                    if (number && mark == '\0' && is_in_doubt(*number, is_scaled)) number.reset();
                    return number;
                  }));
}

std::string known_word(std::string_view word) noexcept {
  std::array<char, kMaxNumberBytes> room;
  std::string_view normal = normalise(word, room).value_or("");
  if (normal.size() > 1 && normal.ends_with('.')) normal.remove_suffix(1);
  return std::string(normal);
}

Result<std::int32_t, IssueCode> read_answer(const Question& question, std::string_view text) noexcept {
  if (question.kind == QuestionKind::number) return read_number_of_person(question, text);
  return read_option(question, text);
}

Result<Applicant, std::vector<Issue>> validate(const Questionnaire& questionnaire,
                                               std::span<const Answer> answers) noexcept {
  std::array<std::optional<std::uint32_t>, kMaxQuestions> answer_of;
  std::vector<Issue> misplaced;
  for (std::uint32_t index = 0; index < answers.size(); ++index) {
    const std::optional<std::size_t> question = find_question(questionnaire, answers[index].question);
    if (!question) {
      misplaced.push_back({IssueCode::unknown_question, index});
    } else if (answer_of[*question]) {
      misplaced.push_back({IssueCode::duplicate_question, index});
    } else {
      answer_of[*question] = index;
    }
  }
  Applicant applicant;
  std::vector<Issue> issues;
  for (std::uint32_t index = 0; index < questionnaire.questions.size(); ++index) {
    const Question& question = questionnaire.questions[index];
    if (question.from == AnswerSource::client_data) {
      applicant.values[index] = kMissing;
      if (answer_of[index]) issues.push_back({IssueCode::not_from_applicant, index});
      continue;
    }
    const Answer answer = answer_of[index] ? answers[*answer_of[index]] : Answer{};
    const Result<std::int32_t, IssueCode> value = read_answer(question, answer.text);
    std::optional<IssueCode> issue;
    if (!value.ok()) {
      issue = value.error();
    } else {
      applicant.values[index] = value.value();
      if (!answer.confirmed) issue = find_implausible(question, value.value());
    }
    if (issue) issues.push_back({*issue, index});
  }
  issues.insert(issues.end(), misplaced.begin(), misplaced.end());
  if (!issues.empty()) return issues;
  return applicant;
}

}  // namespace prescore
