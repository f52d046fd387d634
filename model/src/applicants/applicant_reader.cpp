#include "applicants/applicant_reader.hpp"

#include "base/input_error.hpp"

namespace prescore {

ApplicantReader::ApplicantReader(std::istream& input, const std::string& source, const Questionnaire& questionnaire,
                                 const std::optional<OutcomeColumns>& outcome)
    : csv_(input, source), columns_(csv_.header(), csv_.place(), questionnaire, outcome) {}

bool ApplicantReader::next(ApplicantRow& row) {
  if (!csv_.next()) return false;
  row.number = csv_.row();
  std::optional<Issue> issue;
  if (const auto fault = columns_.read_answers(csv_.cells(), row.applicant, issue)) fail(*fault);
  row.issue.reset();
  if (issue) {
    row.issue = issue->code;
    row.issue_question = issue->index;
  }
  if (!columns_.has_outcome()) return true;
  ApplicantOutcome outcome;
  if (const auto fault = columns_.read_outcome(csv_.cells(), outcome)) fail(*fault);
  row.date = outcome.date;
  row.defaulted = outcome.defaulted;
  return true;
}

void ApplicantReader::fail(const CellFault& fault) const {
  throw InputError(csv_.place() + ", " + described(fault, columns_.header()));
}

}  // namespace prescore
