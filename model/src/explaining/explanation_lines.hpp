// Turns rows into the lines that `prescore explain` writes for them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json/texts.hpp"
#include "prescore/evaluate.hpp"
#include "prescore/reasons.hpp"
#include "rows/block_lines.hpp"
#include "scoring/score_lines.hpp"

namespace prescore {

/// "row,pd,outcome,offer,reference_score,contribution_age,...,score,against,in_favour" and the columns of texts.
[[nodiscard]] std::string explanation_header(const Programme& programme, bool with_texts);

/// A reason as codes ("age.lower", for a pair "age.lower+income.lower"), or in the words of `texts`.
[[nodiscard]] std::string reason_codes(const Programme& programme, const Applicant& applicant, QuestionSet reason);
[[nodiscard]] std::string reason_text(const Programme& programme, const Applicant& applicant, QuestionSet reason,
                                      const ReasonTexts& texts);

class ExplanationLines : public LineWriter {
 public:
  /// All must outlive the writer; `explainer` belongs to `programme`, and threads share it.
  ExplanationLines(const Programme& programme, const Explainer& explainer, const std::optional<ReasonTexts>& texts);

  void write(const ReadRows& rows, std::string& lines, RowCounts& counts) override;

 private:
  void write_some(const ReadRows& rows, std::size_t begin, std::size_t end, std::string& lines, RowCounts& counts);
  void explain(const ReadRows& rows, std::size_t begin, std::size_t end);
  void write_explanation(const Applicant& applicant, const Decision& decision, std::size_t covered,
                         std::string& lines) const;
  void write_reasons(const Applicant& applicant, const ReasonList& reasons, std::string& lines) const;
  void write_texts(const Applicant& applicant, const ReasonList& reasons, std::string& lines) const;

  const Programme& programme_;
  const Explainer& explainer_;
  const std::optional<ReasonTexts>& texts_;
  LineEndings endings_;
  /// The questions in their own order.
  std::vector<std::size_t> order_;
  /// What ends a row without an explanation.
  std::string no_explanation_;
  std::vector<Features> features_;
  std::vector<Explanation> explanations_;
};

}  // namespace prescore
