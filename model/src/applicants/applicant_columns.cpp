#include "applicants/applicant_columns.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "base/byte_words.hpp"
#include "csv/csv_block.hpp"

namespace prescore {
namespace {

/// The first eight bytes of a text of `size` bytes as a word, zeros behind its end. Eight bytes may be read.
std::uint64_t head_of(const char* text, std::size_t size) noexcept {
  static_assert(kCsvPadding >= sizeof(std::uint64_t));
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  if (size >= sizeof word) return word;
  return size == 0 ? 0 : word << (64 - 8 * size) >> (64 - 8 * size);
}

std::uint64_t padded_head_of(const std::string& text) noexcept {
  std::array<char, sizeof(std::uint64_t)> bytes{};
  std::copy_n(text.begin(), std::min(text.size(), bytes.size()), bytes.begin());
  return head_of(bytes.data(), bytes.size());
}

constexpr std::size_t kQuickDigits = 9;
constexpr std::array<std::int64_t, kQuickDigits + 1> kPowersOfTen = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

/// Appends the digits at the start of `text`, up to kQuickDigits, to `value`; returns how many there are.
std::size_t take_digits(std::string_view text, std::int64_t& value) noexcept {
  std::size_t count = 0;
  for (; count < text.size(); ++count) {
    const auto digit = static_cast<unsigned char>(text[count] - '0');
    if (digit > 9 || count == kQuickDigits) break;
    value = value * 10 + digit;
  }
  return count;
}

/// The value of a text of one to eight digits and nothing else. Eight bytes at once: how long numbers are cannot be
/// guessed. The digits become pairs, fours and the whole within one word (Lemire 2021, "Number parsing at a gigabyte
/// per second").
std::optional<std::int64_t> read_eight_digits(std::string_view text) noexcept {
  constexpr std::uint64_t kPairs = 0x000000FF000000FF;
  if (text.empty() || text.size() > sizeof(std::uint64_t)) return std::nullopt;
  std::uint64_t digits = 0;
  std::memcpy(&digits, text.data(), sizeof digits);
  // What stands in front of the text, the lowest bytes, becomes zeros; what stands behind it goes.
  digits = (digits ^ repeated('0')) << (64 - 8 * text.size());
  if ((((digits + repeated(0x7F - 9)) | digits) & repeated(0x80)) != 0) return std::nullopt;
  digits = digits * 10 + (digits >> 8);
  const std::uint64_t outer = (digits & kPairs) * (100 + (std::uint64_t{1'000'000} << 32));
  const std::uint64_t inner = ((digits >> 16) & kPairs) * (1 + (std::uint64_t{10'000} << 32));
  return static_cast<std::int64_t>((outer + inner) >> 32);
}

/// What `read_number` takes a number for that has up to nine digits on either side of the point and no more decimals
/// than `decimals`: the value scaled by 10^decimals. Nothing for any other text.
std::optional<std::int64_t> read_quickly(std::string_view text, std::size_t decimals) noexcept {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  std::int64_t value = 0;
  const std::size_t whole = take_digits(text, value);
  if (whole == 0) return std::nullopt;
  text.remove_prefix(whole);
  std::size_t fraction = 0;
  if (!text.empty()) {
    if (text.front() != '.') return std::nullopt;
    text.remove_prefix(1);
    fraction = take_digits(text, value);
    if (fraction == 0 || fraction != text.size() || fraction > decimals) return std::nullopt;
  }
  value *= kPowersOfTen[decimals - fraction];
  return is_negative ? -value : value;
}

Result<std::int32_t, IssueCode> read_number_cell(const Question& question, std::string_view cell) noexcept {
  std::optional<std::int64_t> value = read_eight_digits(cell);
  if (value) {
    *value *= kPowersOfTen[question.decimals];
  } else {
    value = read_quickly(cell, question.decimals);
  }
  if (!value) return read_number(question, cell, NumberStyle::plain);
  if (*value < question.minimum) return IssueCode::below_minimum;
  if (*value > question.maximum) return IssueCode::above_maximum;
  return static_cast<std::int32_t>(*value);
}

}  // namespace

ApplicantColumns::ApplicantColumns(std::vector<std::string> header, const std::string& source,
                                   const Questionnaire& questionnaire, const std::optional<OutcomeColumns>& outcome)
    : header_(std::move(header)) {
  std::vector<FileProblem> problems;
  for (const Question& question : questionnaire.questions) {
    QuestionCells& asked = questions_.emplace_back();
    asked.question = &question;
    for (std::size_t index = 0; index < question.columns.size(); ++index) {
      ColumnCells& column = asked.columns.emplace_back();
      column.column = find_column(question.columns[index], problems);
      for (const Option& option : question.options) {
        column.of_options.push_back({padded_head_of(option.cells[index]), option.cells[index]});
      }
    }
  }
  if (outcome) {
    date_column_ = find_column(outcome->date, problems);
    target_column_ = find_column(outcome->target, problems);
  }
  if (!problems.empty()) throw HeaderError(source, std::move(problems));
}

std::size_t ApplicantColumns::find_column(const std::string& name, std::vector<FileProblem>& problems) const {
  const auto matches = static_cast<std::uint64_t>(std::count(header_.begin(), header_.end(), name));
  if (matches == 0) problems.push_back({FileErrorCode::missing_column, name});
  if (matches > 1) problems.push_back({FileErrorCode::repeated_column, name, matches});
  return static_cast<std::size_t>(std::find(header_.begin(), header_.end(), name) - header_.begin());
}

std::optional<CellError> ApplicantColumns::read_answers(const CellTexts& cells, Applicant& applicant,
                                                        std::optional<Issue>& issue) const {
  issue.reset();
  for (std::uint32_t index = 0; index < questions_.size(); ++index) {
    const QuestionCells& asked = questions_[index];
    const Result<std::int32_t, IssueCode> value = read_question(asked, cells);
    if (value.ok()) {
      applicant.values[index] = value.value();
    } else if (value.error() == IssueCode::missing_answer) {
      applicant.values[index] = kMissing;
    } else if (value.error() == IssueCode::not_a_number) {
      const std::size_t column = asked.columns.front().column;
      return CellError{column, {FileErrorCode::not_a_number, shown_text(cells[column])}};
    } else if (!issue) {
      issue = Issue{value.error(), index};
    }
  }
  return std::nullopt;
}

void ApplicantColumns::count_issues(const CellTexts& cells, std::uint64_t row, IssueCounts& counts) const {
  for (std::uint32_t index = 0; index < questions_.size(); ++index) {
    const QuestionCells& asked = questions_[index];
    const auto value = read_question(asked, cells);
    if (value.ok() || value.error() == IssueCode::missing_answer) continue;
    counts.add(index, value.error(), row, [&] {
      std::string example;
      for (const ColumnCells& column : asked.columns) {
        example += (&column == &asked.columns.front() ? "" : ", ") + shown_text(cells[column.column]);
      }
      return example;
    });
  }
}

Result<std::int32_t, IssueCode> ApplicantColumns::read_question(const QuestionCells& asked, const CellTexts& cells) {
  return asked.question->kind == QuestionKind::choice
             ? read_choice(asked, cells)
             : read_number_cell(*asked.question, cells[asked.columns.front().column]);
}

/// A bit for each option that has `cell` there. Compares all of them, as which one it is cannot be guessed.
std::uint64_t ApplicantColumns::options_with(const ColumnCells& column, std::string_view cell) noexcept {
  // That it is always true is the point.
  // cppcheck-suppress knownConditionTrueFalse
  static_assert(kMaxOptions <= 64);
  const std::uint64_t head = head_of(cell.data(), cell.size());
  std::uint64_t same = 0;
  for (std::size_t option = 0; option < column.of_options.size(); ++option) {
    const CellText& known = column.of_options[option];
    const auto is_same =
        static_cast<std::uint64_t>(known.head == head) & static_cast<std::uint64_t>(known.text.size() == cell.size());
    same |= is_same << option;
  }
  if (cell.size() <= sizeof head) return same;
  for (std::uint64_t left = same; left != 0; left &= left - 1) {
    if (column.of_options[static_cast<std::size_t>(std::countr_zero(left))].text != cell) same &= ~(left & -left);
  }
  return same;
}

Result<std::int32_t, IssueCode> ApplicantColumns::read_choice(const QuestionCells& asked, const CellTexts& cells) {
  std::uint64_t options = ~std::uint64_t{0};
  bool is_empty = true;
  for (const ColumnCells& column : asked.columns) {
    const std::string_view cell = cells[column.column];
    is_empty = is_empty && cell.empty();
    options &= options_with(column, cell);
  }
  if (is_empty) return kMissing;
  if (options == 0) return IssueCode::unknown_option;
  return std::countr_zero(options);
}

std::optional<CellError> ApplicantColumns::read_outcome(const CellTexts& cells, ApplicantOutcome& outcome) const {
  const std::string_view date = cells[*date_column_];
  const std::string_view target = cells[*target_column_];
  const auto parsed = parse_date(date);
  if (!parsed) {
    return CellError{*date_column_, {FileErrorCode::not_a_date, shown_text(date)}};
  }
  if (target != "0" && target != "1") {
    return CellError{*target_column_, {FileErrorCode::not_an_outcome, shown_text(target)}};
  }
  outcome.date = *parsed;
  outcome.defaulted = target == "1";
  return std::nullopt;
}

}  // namespace prescore
