#include "applicant_columns.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "csv_block.hpp"
#include "input_error.hpp"

namespace prescore {
namespace {

/// A cell in a message: short, and without control characters that could upset a terminal.
std::string shown(std::string_view cell) {
  constexpr std::size_t kLongest = 40;
  const bool cut = cell.size() > kLongest;
  std::size_t size = cut ? kLongest : cell.size();
  // Not within a character of UTF-8.
  while (cut && size > 0 && (static_cast<unsigned char>(cell[size]) & 0xC0U) == 0x80U) --size;
  std::string text(cell.substr(0, size));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
  return "\"" + text + (cut ? "...\"" : "\"");
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

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
  const std::optional<std::int64_t> value = read_quickly(cell, question.decimals);
  if (!value) return read_number(question, cell, NumberStyle::plain);
  if (*value < question.minimum) return IssueCode::below_minimum;
  if (*value > question.maximum) return IssueCode::above_maximum;
  return static_cast<std::int32_t>(*value);
}

}  // namespace

ApplicantColumns::ApplicantColumns(std::vector<std::string> header, const std::string& place,
                                   const Questionnaire& questionnaire, const std::optional<OutcomeColumns>& outcome)
    : header_(std::move(header)) {
  std::vector<std::string> faults;
  for (const Question& question : questionnaire.questions) {
    QuestionCells& asked = questions_.emplace_back();
    asked.question = &question;
    for (const std::string& column : question.columns) asked.columns.push_back(find_column(column, faults));
    for (const Option& option : question.options) {
      for (const std::string& cell : option.cells) asked.cells.push_back({padded_head_of(cell), cell});
    }
  }
  if (outcome) {
    date_column_ = find_column(outcome->date, faults);
    target_column_ = find_column(outcome->target, faults);
  }
  if (!faults.empty()) throw InputError(place + ": " + joined(faults));
}

std::size_t ApplicantColumns::find_column(const std::string& name, std::vector<std::string>& faults) const {
  const auto matches = std::count(header_.begin(), header_.end(), name);
  if (matches == 0) faults.push_back("the column \"" + name + "\" is missing");
  if (matches > 1) faults.push_back("the column \"" + name + "\" appears " + std::to_string(matches) + " times");
  return static_cast<std::size_t>(std::find(header_.begin(), header_.end(), name) - header_.begin());
}

std::optional<CellFault> ApplicantColumns::read_answers(const CellTexts& cells, Applicant& applicant,
                                                        std::optional<Issue>& issue) const {
  issue.reset();
  for (std::uint32_t index = 0; index < questions_.size(); ++index) {
    const QuestionCells& asked = questions_[index];
    const std::string_view cell = cells[asked.columns.front()];
    const Result<std::int32_t, IssueCode> value = asked.question->kind == QuestionKind::choice
                                                      ? read_choice(asked, cells)
                                                      : read_number_cell(*asked.question, cell);
    if (value.ok()) {
      applicant.values[index] = value.value();
    } else if (value.error() == IssueCode::missing_answer) {
      applicant.values[index] = kMissing;
    } else if (value.error() == IssueCode::not_a_number) {
      return CellFault{asked.columns.front(), shown(cell) + " is not a number"};
    } else if (!issue) {
      issue = Issue{value.error(), index};
    }
  }
  return std::nullopt;
}

bool ApplicantColumns::CellText::is(std::string_view cell) const noexcept {
  if (head != head_of(cell.data(), cell.size()) || text.size() != cell.size()) return false;
  return cell.size() <= sizeof head || text == cell;
}

Result<std::int32_t, IssueCode> ApplicantColumns::read_choice(const QuestionCells& asked, const CellTexts& cells) {
  const auto& columns = asked.columns;
  if (std::all_of(columns.begin(), columns.end(), [&](std::size_t column) { return cells[column].empty(); })) {
    return kMissing;
  }
  const std::size_t width = columns.size();
  for (std::size_t option = 0; option < asked.question->options.size(); ++option) {
    std::size_t same = 0;
    while (same < width && asked.cells[option * width + same].is(cells[columns[same]])) ++same;
    if (same == width) return static_cast<std::int32_t>(option);
  }
  return IssueCode::unknown_option;
}

std::optional<CellFault> ApplicantColumns::read_outcome(const CellTexts& cells, ApplicantOutcome& outcome) const {
  const std::string_view date = cells[*date_column_];
  const std::string_view target = cells[*target_column_];
  const auto parsed = parse_date(date);
  if (!parsed) {
    return CellFault{*date_column_, shown(date) + " is not a date such as 01FEB2014 or 2014-02-01"};
  }
  if (target != "0" && target != "1") return CellFault{*target_column_, shown(target) + " must be 0 or 1"};
  outcome.date = *parsed;
  outcome.defaulted = target == "1";
  return std::nullopt;
}

std::string described(const CellFault& fault, const std::vector<std::string>& header) {
  return "column \"" + header[fault.column] + "\": " + fault.what;
}

}  // namespace prescore
