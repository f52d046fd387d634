#include "applicants/applicant_reader.hpp"

#include "applicants/programme_dialect.hpp"
#include "base/input_error.hpp"

namespace prescore {

ApplicantReader::ApplicantReader(const NamedStream& input, const Questionnaire& questionnaire,
                                 const std::optional<OutcomeColumns>& outcome)
    : csv_(with_programme(input, questionnaire.csv)),
      columns_(csv_.header(), input.name, questionnaire, outcome, csv_.format()) {}

bool ApplicantReader::next(ApplicantRow& row) {
  if (!csv_.next()) return false;
  row.number = csv_.row();
  row.line = csv_.line();
  std::optional<Issue> issue;
  if (const auto error = columns_.read_answers(csv_.cells(), row.applicant, issue)) fail(*error);
  row.issue.reset();
  if (issue) {
    row.issue = issue->code;
    row.issue_question = issue->index;
  }
  if (!columns_.has_outcome()) return true;
  ApplicantOutcome outcome;
  if (const auto error = columns_.read_outcome(csv_.cells(), outcome)) fail(*error);
  row.date = outcome.date;
  row.defaulted = outcome.defaulted;
  row.outcome_is_known = outcome.is_known;
  return true;
}

void ApplicantReader::fail(const CellError& error) const {
  throw InputError(csv_.sentence(columns_.header()[error.column], error.problem));
}

}  // namespace prescore
