#include "applicants/applicant_columns.hpp"

#include <algorithm>
#include <utility>

#include "applicants/nearest_name.hpp"
#include "base/blanks.hpp"
#include "base/input_error.hpp"

namespace prescore {
namespace {

std::string joined(const std::vector<std::string>& names) {
  constexpr std::size_t kMostShown = 12;
  std::string text;
  for (std::size_t index = 0; index < std::min(names.size(), kMostShown); ++index) {
    text += (index == 0 ? "" : ", ") + shown_text(names[index]);
  }
  return names.size() > kMostShown ? text + ", ... (" + std::to_string(names.size()) + " in all)" : text;
}

}  // namespace

ApplicantColumns::ApplicantColumns(std::vector<std::string> header, const std::string& source,
                                   const Questionnaire& questionnaire, const std::optional<OutcomeColumns>& outcome,
                                   const CsvFormat& format)
    : header_(std::move(header)), missing_(std::make_unique<MissingWords>(questionnaire.missing_words)) {
  if (!questionnaire.has_data()) {
    throw InputError(source + " cannot be read with this model, which was packed without the columns and cells of " +
                     "data files; pack it again without --without-data, or give its JSON");
  }
  std::vector<FileProblem> problems;
  for (const Question& question : questionnaire.questions) {
    std::vector<std::size_t> columns;
    for (const std::string& column : question.columns) columns.push_back(find_column(column, problems));
    if (question.kind == QuestionKind::choice) {
      questions_.emplace_back(ChoiceCells(question, std::move(columns), *missing_));
    } else {
      const DecimalMark mark = format.mark_of(columns.front());
      questions_.emplace_back(NumberCells(question, columns.front(), mark, format.decimal, *missing_));
    }
  }
  if (outcome) {
    if (outcome->date) date_column_ = find_column(*outcome->date, problems);
    date_form_ = outcome->date_form;
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

NumberReading ApplicantColumns::read(std::size_t question, const CellTexts& cells) const {
  const QuestionCells& asked = questions_[question];
  if (const auto* choice = std::get_if<ChoiceCells>(&asked)) return {choice->read(cells)};
  const auto& number = *std::get_if<NumberCells>(&asked);
  return number.read(cells[number.column()]);
}

std::optional<CellError> ApplicantColumns::read_answers(const CellTexts& cells, Applicant& applicant,
                                                        std::optional<Issue>& issue) const {
  issue.reset();
  for (std::uint32_t index = 0; index < questions_.size(); ++index) {
    const NumberReading reading = read(index, cells);
    const Result<std::int32_t, IssueCode>& value = reading.value;
    if (value.ok()) {
      applicant.values[index] = value.value();
    } else if (value.error() == IssueCode::missing_answer) {
      applicant.values[index] = kMissing;
    } else if (value.error() == IssueCode::not_a_number) {
      const std::size_t column = std::get_if<NumberCells>(&questions_[index])->column();
      const auto code = reading.is_in_doubt ? FileErrorCode::ambiguous_number : FileErrorCode::not_a_number;
      return CellError{column, {code, shown_text(cells[column])}};
    } else if (!issue) {
      issue = Issue{value.error(), index};
    }
  }
  return std::nullopt;
}

void ApplicantColumns::count_issues(const CellTexts& cells, std::uint64_t row, IssueCounts& counts) const {
  for (std::uint32_t index = 0; index < questions_.size(); ++index) {
    const Result<std::int32_t, IssueCode> value = read(index, cells).value;
    if (value.ok() || value.error() == IssueCode::missing_answer) continue;
    counts.add(index, value.error(), row, [&] { return shown_answer(index, cells); });
  }
}

std::string ApplicantColumns::shown_answer(std::size_t question, const CellTexts& cells) const {
  const auto quoted = [&](std::size_t column) { return "\"" + shown_text(cells[column]) + "\""; };
  if (const auto* number = std::get_if<NumberCells>(&questions_[question])) return quoted(number->column());
  std::string text;
  for (const std::size_t column : std::get_if<ChoiceCells>(&questions_[question])->columns()) {
    text += (text.empty() ? "" : ", ") + quoted(column);
  }
  return text;
}

std::optional<CellError> ApplicantColumns::read_outcome(const CellTexts& cells, ApplicantOutcome& outcome) const {
  if (date_column_) {
    const std::string_view date = cells[*date_column_];
    const auto parsed = parse_date(date, date_form_);
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
  if (outcome.is_known || has_words || missing_->contain(target)) return std::nullopt;
  return CellError{*target_column_, {FileErrorCode::not_an_outcome, shown_text(target)}};
}

std::string ApplicantColumns::shown_outcome(const CellTexts& cells) const {
  return shown_text(trimmed(cells[*target_column_]));
}

}  // namespace prescore
