#include "explaining/explained_applicant.hpp"

#include <algorithm>
#include <bit>

#include "applicants/applicant_columns.hpp"
#include "applicants/programme_dialect.hpp"
#include "base/input_error.hpp"
#include "csv/csv_reader.hpp"
#include "explaining/explanation_lines.hpp"
#include "explaining/rounded_explanation.hpp"
#include "json/answer_json.hpp"

namespace prescore {
namespace {

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string options_of(const Question& question) {
  std::vector<std::string> options;
  for (const Option& option : question.options) options.push_back(option.id);
  return listed(options);
}

/// What is wrong with an answer to `question`, and what would be right. `answer` is how the message calls the answer.
std::string described(IssueCode code, const Question& question, const std::string& answer) {
  const std::string range =
      unscaled(question.minimum, question).dump() + " to " + unscaled(question.maximum, question).dump();
  switch (code) {
    case IssueCode::missing_answer:
      return "is not answered; write \"" + question.id + "=\" for a missing answer";
    case IssueCode::unknown_option:
      return answer + " is not one of " + options_of(question);
    case IssueCode::not_a_number:
      return answer + " is not a number";
    case IssueCode::not_whole:
      return answer + " is not a whole number";
    default:
      return answer + " is not in the range " + range;
  }
}

Json answer_json(const Question& question, std::int32_t answer) {
  if (answer == kMissing) return nullptr;
  if (question.kind == QuestionKind::number) return unscaled(answer, question);
  return question.options[static_cast<std::size_t>(answer)].id;
}

Json points(std::int64_t millionths) { return static_cast<double>(millionths) / 1e6; }

Json contributions_json(const Programme& programme, const Applicant& applicant, const Explanation& explanation,
                        const std::vector<std::size_t>& order, const RoundedExplanation& rounded) {
  Json list = Json::array();
  for (std::size_t place = 0; place < order.size(); ++place) {
    const std::size_t index = order[place];
    const Question& question = programme.questionnaire.questions[index];
    const std::int64_t exact = explanation.contributions[index];
    list.push_back({{"question", question.id},
                    {"answer", answer_json(question, applicant.values[index])},
                    {"contribution", points(rounded.contributions[place])},
                    {"risk", exact > 0   ? "raises"
                             : exact < 0 ? "lowers"
                                         : "same"},
                    {"code", factor_code(programme, index, applicant.values[index])},
                    {"exact", exact}});
  }
  return list;
}

Json reasons_json(const Programme& programme, const Applicant& applicant, const ReasonList& reasons,
                  const std::optional<ReasonTexts>& texts) {
  Json list = Json::array();
  for (const QuestionSet reason : reasons) {
    Json one{{"codes", reason_codes(programme, applicant, reason)}};
    if (texts) one["text"] = reason_text(programme, applicant, reason, *texts);
    list.push_back(std::move(one));
  }
  return list;
}

Json questions_json(const Programme& programme, QuestionSet questions) {
  Json list = Json::array();
  for (; questions != 0; questions &= questions - 1) {
    list.push_back(programme.questionnaire.questions[static_cast<std::size_t>(std::countr_zero(questions))].id);
  }
  return list;
}

}  // namespace

Applicant read_answers(const std::vector<std::string>& answers, const Questionnaire& questionnaire) {
  std::vector<Answer> given;
  for (const std::string& answer : answers) {
    const std::string_view view = answer;
    const std::size_t equals = view.find('=');
    given.push_back({view.substr(0, equals), view.substr(equals == std::string_view::npos ? view.size() : equals + 1)});
  }
  std::vector<std::string> issues;
  Applicant applicant;
  const auto validated = validate(questionnaire, given);
  for (const Issue& issue : validated.ok() ? std::vector<Issue>{} : validated.error()) {
    if (issue.code == IssueCode::unknown_question || issue.code == IssueCode::duplicate_question) {
      const bool twice = issue.code == IssueCode::duplicate_question;
      issues.push_back(std::string(given[issue.index].question) + (twice ? " is answered twice" : " is not asked"));
    }
  }
  for (std::size_t index = 0; index < questionnaire.questions.size(); ++index) {
    const Question& question = questionnaire.questions[index];
    const auto answer =
        std::find_if(given.begin(), given.end(), [&](const Answer& one) { return one.question == question.id; });
    const std::string text(answer == given.end() ? std::string_view{} : answer->text);
    const auto value = question.kind == QuestionKind::number ? read_number(question, text, NumberStyle::programs)
                                                             : read_answer(question, text);
    if (value.ok()) {
      applicant.values[index] = value.value();
    } else if (value.error() == IssueCode::missing_answer && answer != given.end()) {
      applicant.values[index] = kMissing;
    } else {
      issues.push_back(question.id + ": " + described(value.error(), question, "\"" + text + "\""));
    }
  }
  if (issues.empty()) return applicant;
  std::string message;
  for (const std::string& issue : issues) message += (message.empty() ? "" : "; ") + issue;
  throw InputError(message);
}

Applicant read_applicant(const NamedStream& data, std::uint64_t number, const Questionnaire& questionnaire) {
  CsvReader csv(with_programme(data, questionnaire.csv));
  const ApplicantColumns columns(csv.header(), data.name, questionnaire, std::nullopt, csv.format());
  std::uint64_t rows = 0;
  while (rows < number && csv.next()) ++rows;
  if (rows < number) {
    throw InputError(data.name + " has " + std::to_string(rows) + " rows, but no row " + std::to_string(number));
  }
  Applicant applicant;
  std::optional<Issue> issue;
  if (const auto error = columns.read_answers(csv.cells(), applicant, issue)) {
    throw InputError(csv.sentence(columns.header()[error->column], error->problem));
  }
  if (!issue) return applicant;
  const Question& question = questionnaire.questions[issue->index];
  throw InputError(row_place(data.name, csv.row(), csv.line()) + ", " + question.id + ": " +
                   described(issue->code, question, columns.shown_answer(issue->index, csv.cells())));
}

Json explain_applicant(const Programme& programme, const Applicant& applicant,
                       const std::optional<ReasonTexts>& texts) {
  const Decision decision = decide(programme, applicant);
  Json json{{"programme", programme.id}, {"outcome", name(decision.outcome)}, {"basis", name(decision.basis)}};
  json["offer"] = nullptr;
  if (decision.offers != 0) {
    json["offer"] = programme.policy.offers[static_cast<std::size_t>(std::countr_zero(decision.offers))].id;
  }
  json["questions"] = questions_json(programme, decision.questions);
  json["pd"] = nullptr;
  if (!decision.pd_ppm) return json;
  json["pd"] = points(*decision.pd_ppm);
  const Features features = encode(programme.questionnaire, programme.encoding, applicant);
  const Explanation explanation = Explainer(programme.forest, programme.reference).explain(features);
  const auto order = strongest_first(explanation, programme.questionnaire.questions.size());
  const RoundedExplanation rounded = round_explanation(explanation, programme.forest.leaf_scale, order);
  json["reference_score"] = points(rounded.reference_score);
  json["contributions"] = contributions_json(programme, applicant, explanation, order, rounded);
  json["score"] = points(rounded.score);
  json["exact"] = {{"reference_score", explanation.reference_score},
                   {"score", explanation.score},
                   {"denominator", explanation.denominator},
                   {"leaf_scale", programme.forest.leaf_scale}};
  const Reasons reasons = find_reasons(programme, applicant, features, decision, explanation);
  json["against"] = reasons_json(programme, applicant, reasons.against, texts);
  json["in_favour"] = reasons_json(programme, applicant, reasons.in_favour, texts);
  return json;
}

}  // namespace prescore
