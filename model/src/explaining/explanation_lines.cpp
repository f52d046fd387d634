#include "explaining/explanation_lines.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

#include "explaining/rounded_explanation.hpp"

namespace prescore {
namespace {

/// Rows that are explained in one call: enough for a tree to be read from memory once for many.
constexpr std::size_t kTogether = 256;

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
  for (std::size_t begin = 0; begin < rows.numbers.size(); begin += kTogether) {
    write_some(rows, begin, std::min(rows.numbers.size(), begin + kTogether), lines, counts);
  }
}

/// The rows from `begin` up to `end`, of which there are at most kTogether.
void ExplanationLines::write_some(const ReadRows& rows, std::size_t begin, std::size_t end, std::string& lines,
                                  RowCounts& counts) {
  explain(rows, begin, end);
  LineStart line;
  std::size_t covered = 0;
  for (std::size_t row = begin; row < end; ++row) {
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
      if (decision.pd_ppm) {
        write_explanation(rows.applicants[row], decision, covered++, lines);
      } else {
        lines += no_explanation_;
      }
    }
    lines.push_back('\n');
  }
}

/// Sets `features_` and `explanations_` to those of the covered rows, in their order.
void ExplanationLines::explain(const ReadRows& rows, std::size_t begin, std::size_t end) {
  features_.clear();
  for (std::size_t row = begin; row < end; ++row) {
    if (rows.issues[row]) continue;
    const Features features = encode(programme_.questionnaire, programme_.encoding, rows.applicants[row]);
    if (features.not_covered == 0) features_.push_back(features);
  }
  explanations_.resize(features_.size());
  explainer_.explain(features_, explanations_);
}

/// `covered` is the row's place among the covered ones.
void ExplanationLines::write_explanation(const Applicant& applicant, const Decision& decision, std::size_t covered,
                                         std::string& lines) const {
  const Explanation& explanation = explanations_[covered];
  const RoundedExplanation rounded = round_explanation(explanation, programme_.forest.leaf_scale, order_);
  lines.append(",").append(decimal_of(rounded.reference_score));
  for (const std::int64_t contribution : rounded.contributions) lines.append(",").append(decimal_of(contribution));
  lines.append(",").append(decimal_of(rounded.score));
  const Reasons reasons = find_reasons(programme_, applicant, features_[covered], decision, explanation);
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
