// The honest rival: the scorecard that a bank would build in an afternoon.
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
  /// A number: bin i holds values <= cuts[i], the last one those above every cut. A choice has a bin an option.
  std::vector<std::int32_t> cuts;
  std::vector<double> evidence;
  /// Of rows without an answer; 0, which says nothing, where the training rows had none.
  double missing_evidence = 0.0;

  [[nodiscard]] double of(const Question& question, std::int32_t value) const;
};

/// Logistic regression on weights of evidence.
struct Scorecard {
  std::vector<EvidenceBins> bins;
  /// The intercept, then one a question.
  std::vector<double> coefficients;

  /// The PD of each row in ppm, with what became of it.
  [[nodiscard]] std::vector<ScoredOutcome> scored_outcomes(const TrainingRows& rows,
                                                           const Questionnaire& questionnaire) const;
};

/// Fits on `rows`, which hold both outcomes: numbers in ten bins of equal size, choices by option.
[[nodiscard]] Scorecard fit_scorecard(const TrainingRows& rows, const Questionnaire& questionnaire);

}  // namespace prescore
