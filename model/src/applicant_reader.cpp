#include "applicant_reader.hpp"

#include <algorithm>

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

}  // namespace

ApplicantReader::ApplicantReader(std::istream& input, const std::string& source, const Questionnaire& questionnaire,
                                 const std::optional<OutcomeColumns>& outcome)
    : csv_(input, source), questionnaire_(questionnaire) {
  find_columns(outcome);
}

std::size_t ApplicantReader::find_column(const std::string& name, std::vector<std::string>& faults) const {
  const auto& header = csv_.header();
  const auto matches = std::count(header.begin(), header.end(), name);
  if (matches == 0) faults.push_back("the column \"" + name + "\" is missing");
  if (matches > 1) faults.push_back("the column \"" + name + "\" appears " + std::to_string(matches) + " times");
  return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) - header.begin());
}

void ApplicantReader::find_columns(const std::optional<OutcomeColumns>& outcome) {
  std::vector<std::string> faults;
  for (const Question& question : questionnaire_.questions) {
    auto& places = columns_.emplace_back();
    for (const std::string& column : question.columns) places.push_back(find_column(column, faults));
  }
  if (outcome) {
    date_column_ = find_column(outcome->date, faults);
    target_column_ = find_column(outcome->target, faults);
  }
  if (!faults.empty()) throw InputError(csv_.place() + ": " + joined(faults));
}

bool ApplicantReader::next(ApplicantRow& row) {
  if (!csv_.next()) return false;
  row.number = csv_.row();
  row.issue.reset();
  for (std::size_t question = 0; question < columns_.size(); ++question) {
    const Result<std::int32_t, IssueCode> value = read_question(question);
    if (value.ok()) {
      row.applicant.values[question] = value.value();
    } else if (!row.issue) {
      row.issue = value.error();
      row.issue_question = question;
    }
  }
  if (target_column_) read_outcome(row);
  return true;
}

Result<std::int32_t, IssueCode> ApplicantReader::read_question(std::size_t question) const {
  const Question& asked = questionnaire_.questions[question];
  if (asked.kind == QuestionKind::choice) return read_choice(question);
  const std::size_t column = columns_[question].front();
  const std::string_view cell = csv_.cells()[column];
  const auto value = read_number(asked, cell, NumberStyle::plain);
  if (value.ok()) return value;
  if (value.error() == IssueCode::missing_answer) return kMissing;
  if (value.error() == IssueCode::not_a_number) fail(column, shown(cell) + " is not a number");
  return value.error();
}

Result<std::int32_t, IssueCode> ApplicantReader::read_choice(std::size_t question) const {
  const auto& columns = columns_[question];
  const auto& cells = csv_.cells();
  if (std::all_of(columns.begin(), columns.end(), [&](std::size_t column) { return cells[column].empty(); })) {
    return kMissing;
  }
  const auto& options = questionnaire_.questions[question].options;
  const auto means = [&](const Option& option) {
    return std::equal(columns.begin(), columns.end(), option.cells.begin(),
                      [&](std::size_t column, const std::string& cell) { return cells[column] == cell; });
  };
  const auto found = std::find_if(options.begin(), options.end(), means);
  if (found == options.end()) return IssueCode::unknown_option;
  return static_cast<std::int32_t>(found - options.begin());
}

void ApplicantReader::read_outcome(ApplicantRow& row) const {
  const std::string_view date = csv_.cells()[*date_column_];
  const std::string_view target = csv_.cells()[*target_column_];
  const auto parsed = parse_date(date);
  if (!parsed) fail(*date_column_, shown(date) + " is not a date such as 01FEB2014 or 2014-02-01");
  if (target != "0" && target != "1") fail(*target_column_, shown(target) + " must be 0 or 1");
  row.date = *parsed;
  row.defaulted = target == "1";
}

void ApplicantReader::fail(std::size_t column, const std::string& what) const {
  throw InputError(csv_.place() + ", column \"" + csv_.header()[column] + "\": " + what);
}

}  // namespace prescore
