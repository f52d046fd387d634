#include "explaining/explanation_lines.hpp"

#include <bit>
#include <numeric>

#include "explaining/rounded_explanation.hpp"

namespace prescore {
namespace {

/// Calls `text_of(code)` for each question of a reason, and joins what it returns.
template <typename TextOf>
std::string join_questions(const Programme& programme, const Applicant& applicant, QuestionSet reason,
                           const char* between, TextOf text_of) {
  std::string text;
  for (QuestionSet left = reason; left != 0; left &= left - 1) {
    const auto question = static_cast<std::size_t>(std::countr_zero(left));
    text += (text.empty() ? "" : between) + text_of(factor_code(programme, question, applicant.values[question]));
  }
  return text;
}

}  // namespace

std::string explanation_header(const Programme& programme, bool with_texts) {
  std::string header = "row,pd,outcome,offer,reference_score";
  for (const Question& question : programme.questionnaire.questions) header += ",contribution_" + question.id;
  return header + ",score,against,in_favour" + (with_texts ? ",against_text,in_favour_text\n" : "\n");
}

std::string reason_codes(const Programme& programme, const Applicant& applicant, QuestionSet reason) {
  return join_questions(programme, applicant, reason, "+", [](const std::string& code) { return code; });
}

std::string reason_text(const Programme& programme, const Applicant& applicant, QuestionSet reason,
                        const ReasonTexts& texts) {
  return join_questions(programme, applicant, reason, " + ",
                        [&](const std::string& code) { return texts.find(code)->second; });
}

ExplanationLines::ExplanationLines(const Programme& programme, const Explainer& explainer,
                                   const std::optional<ReasonTexts>& texts)
    : programme_(programme),
      explainer_(explainer),
      texts_(texts),
      endings_(programme.policy),
      order_(programme.questionnaire.questions.size()),
      no_explanation_(order_.size() + (texts ? 6 : 4), ',') {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
}

void ExplanationLines::write(const ReadRows& rows, std::string& lines, RowCounts& counts) {
  LineStart line;
  for (std::size_t row = 0; row < rows.numbers.size(); ++row) {
    lines.append(line.data(), write_row_number(rows.numbers[row], line));
    if (!rows.keys.empty()) lines.append(rows.keys[row]).push_back(',');
    if (rows.issues[row]) {
      lines.append(endings_.of(rows.issues[row]->code)).append(no_explanation_);
    } else {
      const Decision decision = decide(programme_, rows.applicants[row]);
      ++counts.outcomes[static_cast<std::size_t>(decision.outcome)];
      counts.not_covered += decision.pd_ppm ? 0U : 1U;
      if (decision.pd_ppm) lines.append(line.data(), write_pd(*decision.pd_ppm, line.data()));
      lines.append(endings_.of(decision.outcome, decision.offers));
      write_explanation(rows.applicants[row], decision, lines);
    }
    lines.push_back('\n');
  }
}

void ExplanationLines::write_explanation(const Applicant& applicant, const Decision& decision,
                                         std::string& lines) const {
  if (!decision.pd_ppm) {
    lines += no_explanation_;
    return;
  }
  const Features features = encode(programme_.questionnaire, programme_.encoding, applicant);
  const Explanation explanation = explainer_.explain(features);
  const RoundedExplanation rounded = round_explanation(explanation, programme_.forest.leaf_scale, order_);
  lines.append(",").append(decimal_of(rounded.reference_score));
  for (const std::int64_t contribution : rounded.contributions) lines.append(",").append(decimal_of(contribution));
  lines.append(",").append(decimal_of(rounded.score));
  const Reasons reasons = find_reasons(programme_, applicant, features, decision, explanation);
  write_reasons(applicant, reasons.against, lines);
  write_reasons(applicant, reasons.in_favour, lines);
  if (!texts_) return;
  write_texts(applicant, reasons.against, lines);
  write_texts(applicant, reasons.in_favour, lines);
}

void ExplanationLines::write_reasons(const Applicant& applicant, const ReasonList& reasons, std::string& lines) const {
  const char* before = ",";
  for (const QuestionSet reason : reasons) {
    lines.append(before).append(reason_codes(programme_, applicant, reason));
    before = ";";
  }
  if (reasons.empty()) lines += before;
}

void ExplanationLines::write_texts(const Applicant& applicant, const ReasonList& reasons, std::string& lines) const {
  std::string text;
  for (const QuestionSet reason : reasons) {
    text += (text.empty() ? "" : "; ") + reason_text(programme_, applicant, reason, *texts_);
  }
  lines.append(",").append(text.empty() ? "" : quoted_cell(text));
}

}  // namespace prescore
