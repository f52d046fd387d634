// The rival of the forest: a logistic scorecard, which a bank would build otherwise.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "applicants/training_rows.hpp"
#include "judging/scored_outcome.hpp"
#include "prescore/questionnaire.hpp"

namespace prescore {

/// The weight of evidence of each bin of one question's answers: ln of the bin's share of the defaulters over its share
/// of the repayers, half a row added to each count (Siddiqi, "Credit Risk Scorecards", 2006, chapter 6).
struct EvidenceBins {
  /// For a number, bin i holds values <= cuts[i], and the last bin those above every cut. A choice has one bin per
  /// option.
  std::vector<std::int32_t> cuts;
  std::vector<double> evidence;
  /// For rows without an answer; 0, which has no effect, if the training rows had none.
  double missing_evidence = 0.0;

  [[nodiscard]] double of(const Question& question, std::int32_t value) const;
};

/// Logistic regression on weights of evidence.
struct Scorecard {
  std::vector<EvidenceBins> bins;
  /// The intercept, then one per question.
  std::vector<double> coefficients;

  /// The PD of each row in ppm, with its outcome.
  [[nodiscard]] std::vector<ScoredOutcome> scored_outcomes(const TrainingRows& rows,
                                                           const Questionnaire& questionnaire) const;
};

/// Fits on `rows`, which hold both outcomes: numbers in ten bins of equal size, choices by option.
[[nodiscard]] Scorecard fit_scorecard(const TrainingRows& rows, const Questionnaire& questionnaire);

}  // namespace prescore
