#include "applicants/applicant_columns.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "applicants/missing_words.hpp"
#include "applicants/nearest_name.hpp"
#include "base/blanks.hpp"
#include "base/byte_words.hpp"
#include "csv/csv_block.hpp"

namespace prescore {
namespace {

/// Options are compared a word of bits at a time.
constexpr std::size_t kOptionsOfWord = 64;

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

/// What `read_number` returns for a number that has up to nine digits on either side of the point and no more decimals
/// than `question`: the value scaled by 10^decimals. Nothing for any other text, nor for one whose point may group.
std::optional<std::int64_t> read_quickly(std::string_view text, const Question& question) noexcept {
  const std::size_t decimals = question.decimals;
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
    if (question.money && fraction == 3) return std::nullopt;
  }
  value *= kPowersOfTen[decimals - fraction];
  return is_negative ? -value : value;
}

/// The mark of money such as "40.000" and "-40,000 EUR": one that may divide or group. 0 for any other text.
char mark_in_doubt(std::string_view cell) noexcept {
  constexpr std::string_view kDigits = "0123456789";
  const std::size_t first = cell.find_first_of(kDigits);
  if (first == std::string_view::npos || cell[first] == '0') return '\0';
  const std::string_view text = cell.substr(first, cell.find_last_of(kDigits) + 1 - first);
  const std::size_t mark = text.find_first_not_of(kDigits);
  // npos is above 3 as well.
  if (mark > 3 || text.size() != mark + 4) return '\0';
  if (text.find_first_not_of(kDigits, mark + 1) != std::string_view::npos) return '\0';
  return text[mark] == '.' || text[mark] == ',' ? text[mark] : '\0';
}

char character_of(DecimalMark mark) noexcept {
  return mark == DecimalMark::point ? '.' : mark == DecimalMark::comma ? ',' : '\0';
}

std::string joined(const std::vector<std::string>& names) {
  constexpr std::size_t kMostShown = 12;
  std::string text;
  for (std::size_t index = 0; index < std::min(names.size(), kMostShown); ++index) {
    text += (index == 0 ? "" : ", ") + shown_text(names[index]);
  }
  return names.size() > kMostShown ? text + ", ... (" + std::to_string(names.size()) + " in all)" : text;
}

}  // namespace

/// Reads a number as a form does, except that money whose mark is in doubt is read as the column's other cells are
/// written, or not at all.
ApplicantColumns::NumberReading ApplicantColumns::read_number_cell(const QuestionCells& asked,
                                                                   std::string_view cell) const noexcept {
  const Question& question = *asked.question;
  std::optional<std::int64_t> value = read_eight_digits(cell);
  if (value) {
    *value *= kPowersOfTen[question.decimals];
  } else {
    value = read_quickly(cell, question);
  }
  if (!value) return read_number_slowly(asked, cell);
  if (*value < question.minimum) return {IssueCode::below_minimum};
  if (*value > question.maximum) return {IssueCode::above_maximum};
  return {static_cast<std::int32_t>(*value)};
}

ApplicantColumns::NumberReading ApplicantColumns::read_number_slowly(const QuestionCells& asked,
                                                                     std::string_view cell) const noexcept {
  const Question& question = *asked.question;
  NumberStyle style = NumberStyle::programs;
  if (const char mark = question.money ? mark_in_doubt(cell) : '\0'; mark != '\0') {
    const DecimalMark known = asked.columns.front().decimal;
    if (known == DecimalMark::point) style = NumberStyle::decimal_point;
    if (known == DecimalMark::comma) style = NumberStyle::decimal_comma;
    // A mark that divides nowhere in a file that has decimals groups, as in a form.
    const char divides = character_of(format_.decimal);
    if (known == DecimalMark::unknown && (divides == '\0' || divides == mark)) return {IssueCode::not_a_number, true};
  }
  const auto read = read_number(question, cell, style);
  if (!read.ok() && read.error() == IssueCode::not_a_number && is_missing_word(cell))
    return {IssueCode::missing_answer};
  return {read};
}

ApplicantColumns::ApplicantColumns(std::vector<std::string> header, const std::string& source,
                                   const Questionnaire& questionnaire, const std::optional<OutcomeColumns>& outcome,
                                   CsvFormat format)
    : header_(std::move(header)), format_(std::move(format)) {
  if (!questionnaire.has_data()) {
    throw InputError(source + " cannot be read with this model, which was packed without the columns and cells of " +
                     "data files; pack it again without --without-data, or give its JSON");
  }
  std::vector<FileProblem> problems;
  for (const Question& question : questionnaire.questions) {
    QuestionCells& asked = questions_.emplace_back();
    asked.question = &question;
    for (std::size_t index = 0; index < question.columns.size(); ++index) {
      ColumnCells& column = asked.columns.emplace_back();
      column.column = find_column(question.columns[index], problems);
      column.decimal = format_.mark_of(column.column);
      for (const Option& option : question.options) {
        const std::string& cell = option.rows_of_cells.front()[index];
        column.of_options.push_back({padded_head_of(cell), cell});
      }
    }
  }
  if (outcome) {
    if (outcome->date) date_column_ = find_column(*outcome->date, problems);
    target_column_ = find_column(outcome->target, problems);
    bad_ = outcome->bad;
    good_ = outcome->good;
  }
  const auto missing = std::find_if(problems.rbegin(), problems.rend(),
                                    [](const auto& problem) { return problem.code == FileErrorCode::missing_column; });
  if (missing != problems.rend()) missing->columns = joined(header_);
  if (!problems.empty()) throw HeaderError(source, std::move(problems));
}

std::size_t ApplicantColumns::find_column(const std::string& name, std::vector<FileProblem>& problems) const {
  const std::string_view wanted = trimmed(name);
  const auto matches = static_cast<std::uint64_t>(std::count(header_.begin(), header_.end(), wanted));
  if (matches == 0) problems.push_back({FileErrorCode::missing_column, name, 0, 0, nearest_name(name, header_)});
  if (matches > 1) problems.push_back({FileErrorCode::repeated_column, name, matches});
  return static_cast<std::size_t>(std::find(header_.begin(), header_.end(), wanted) - header_.begin());
}

std::optional<CellError> ApplicantColumns::read_answers(const CellTexts& cells, Applicant& applicant,
                                                        std::optional<Issue>& issue) const {
  issue.reset();
  for (std::uint32_t index = 0; index < questions_.size(); ++index) {
    const QuestionCells& asked = questions_[index];
    const std::size_t column = asked.columns.front().column;
    const std::string_view cell = cells[column];
    const NumberReading reading = asked.question->kind == QuestionKind::choice
                                      ? NumberReading{read_choice(asked, cells)}
                                      : read_number_cell(asked, cell);
    const Result<std::int32_t, IssueCode>& value = reading.value;
    if (value.ok()) {
      applicant.values[index] = value.value();
    } else if (value.error() == IssueCode::missing_answer) {
      applicant.values[index] = kMissing;
    } else if (value.error() == IssueCode::not_a_number) {
      const auto code = reading.is_in_doubt ? FileErrorCode::ambiguous_number : FileErrorCode::not_a_number;
      return CellError{column, {code, shown_text(cell)}};
    } else if (!issue) {
      issue = Issue{value.error(), index};
    }
  }
  return std::nullopt;
}

void ApplicantColumns::count_issues(const CellTexts& cells, std::uint64_t row, IssueCounts& counts) const {
  for (std::uint32_t index = 0; index < questions_.size(); ++index) {
    const QuestionCells& asked = questions_[index];
    const Result<std::int32_t, IssueCode> value =
        asked.question->kind == QuestionKind::choice
            ? read_choice(asked, cells)
            : read_number_cell(asked, cells[asked.columns.front().column]).value;
    if (value.ok() || value.error() == IssueCode::missing_answer) continue;
    counts.add(index, value.error(), row, [&] { return shown_answer(index, cells); });
  }
}

std::string ApplicantColumns::shown_answer(std::size_t question, const CellTexts& cells) const {
  std::string text;
  for (const ColumnCells& column : questions_[question].columns) {
    text += (text.empty() ? "\"" : ", \"") + shown_text(cells[column.column]) + "\"";
  }
  return text;
}

/// A bit for each of the 64 options from `first` that has `cell` there. Compares all of them, as which one it is cannot
/// be guessed.
std::uint64_t ApplicantColumns::options_with(const ColumnCells& column, std::size_t first,
                                             std::string_view cell) noexcept {
  const std::uint64_t head = head_of(cell.data(), cell.size());
  std::uint64_t same = 0;
  const std::size_t size = std::min(column.of_options.size() - first, kOptionsOfWord);
  for (std::size_t option = 0; option < size; ++option) {
    const CellText& known = column.of_options[first + option];
    const auto is_same =
        static_cast<std::uint64_t>(known.head == head) & static_cast<std::uint64_t>(known.text.size() == cell.size());
    same |= is_same << option;
  }
  if (cell.size() <= sizeof head) return same;
  for (std::uint64_t left = same; left != 0; left &= left - 1) {
    const auto option = static_cast<std::size_t>(std::countr_zero(left));
    if (column.of_options[first + option].text != cell) same &= ~(left & -left);
  }
  return same;
}

Result<std::int32_t, IssueCode> ApplicantColumns::read_choice(const QuestionCells& asked, const CellTexts& cells) {
  bool is_empty = true;
  for (const ColumnCells& column : asked.columns) is_empty = is_empty && cells[column.column].empty();
  if (is_empty) return kMissing;
  for (std::size_t first = 0; first < asked.question->options.size(); first += kOptionsOfWord) {
    std::uint64_t options = ~std::uint64_t{0};
    for (const ColumnCells& column : asked.columns) options &= options_with(column, first, cells[column.column]);
    if (options != 0) return static_cast<std::int32_t>(first) + std::countr_zero(options);
  }
  return read_choice_slowly(asked, cells);
}

/// No option has exactly these cells: blanks around them do not count, and a word for a missing value is an empty cell
/// unless an option has it.
Result<std::int32_t, IssueCode> ApplicantColumns::read_choice_slowly(const QuestionCells& asked,
                                                                     const CellTexts& cells) {
  std::vector<bool> fits(asked.question->options.size(), true);
  bool is_empty = true;
  for (const ColumnCells& column : asked.columns) {
    const std::string_view cell = trimmed(cells[column.column]);
    const bool is_known = std::any_of(column.of_options.begin(), column.of_options.end(),
                                      [&](const CellText& known) { return trimmed(known.text) == cell; });
    const std::string_view wanted = !is_known && is_missing_word(cell) ? std::string_view{} : cell;
    is_empty = is_empty && wanted.empty();
    for (std::size_t option = 0; option < fits.size(); ++option) {
      if (trimmed(column.of_options[option].text) != wanted) fits[option] = false;
    }
  }
  if (is_empty) return kMissing;
  const auto option = std::find(fits.begin(), fits.end(), true);
  if (option == fits.end()) return IssueCode::unknown_option;
  return static_cast<std::int32_t>(option - fits.begin());
}

std::optional<CellError> ApplicantColumns::read_outcome(const CellTexts& cells, ApplicantOutcome& outcome) const {
  if (date_column_) {
    const std::string_view date = cells[*date_column_];
    const auto parsed = parse_date(date);
    if (!parsed) return CellError{*date_column_, {FileErrorCode::not_a_date, shown_text(date)}};
    outcome.date = *parsed;
  }
  const std::string_view target = trimmed(cells[*target_column_]);
  const auto is_among = [&](const std::vector<std::string>& values) {
    return std::any_of(values.begin(), values.end(), [&](const auto& value) { return trimmed(value) == target; });
  };
  const bool has_words = !bad_.empty();
  const bool is_bad = has_words ? is_among(bad_) : target == "1" || target == "1.0";
  outcome.is_known = is_bad || (has_words ? is_among(good_) : target == "0" || target == "0.0");
  outcome.defaulted = is_bad;
  if (outcome.is_known || has_words) return std::nullopt;
  return CellError{*target_column_, {FileErrorCode::not_an_outcome, shown_text(target)}};
}

std::string ApplicantColumns::shown_outcome(const CellTexts& cells) const {
  return shown_text(trimmed(cells[*target_column_]));
}

}  // namespace prescore
