#include "report/statistics/scorecard.hpp"

#include <algorithm>
#include <cmath>

#include "base/logistic.hpp"
#include "prescore/pd_table.hpp"
#include "report/statistics/logistic_regression.hpp"

namespace prescore {
namespace {

constexpr std::size_t kScorecardBins = 10;

struct Count {
  double defaulters = 0.5;
  double repayers = 0.5;
};

/// Cuts that divide the answers into at most kScorecardBins bins of about equal size.
std::vector<std::int32_t> scorecard_cuts(const std::vector<std::int32_t>& values) {
  std::vector<std::int32_t> sorted;
  std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](auto value) { return value != kMissing; });
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::int32_t> cuts;
  for (std::size_t bin = 1; bin < kScorecardBins && !sorted.empty(); ++bin) {
    const std::int32_t cut = sorted[bin * sorted.size() / kScorecardBins];
    if (cut < sorted.back() && (cuts.empty() || cuts.back() < cut)) cuts.push_back(cut);
  }
  return cuts;
}

std::size_t bin_of(const Question& question, const EvidenceBins& bins, std::int32_t value) {
  if (question.kind == QuestionKind::choice) return static_cast<std::size_t>(value);
  return static_cast<std::size_t>(std::lower_bound(bins.cuts.begin(), bins.cuts.end(), value) - bins.cuts.begin());
}

EvidenceBins weigh_evidence(const std::vector<std::int32_t>& values, const std::vector<std::uint8_t>& defaulted,
                            const Question& question) {
  EvidenceBins bins;
  const bool number = question.kind == QuestionKind::number;
  if (number) bins.cuts = scorecard_cuts(values);
  // The last count is that of missing answers.
  std::vector<Count> counts((number ? bins.cuts.size() + 1 : question.options.size()) + 1);
  Count all;
  std::size_t missing = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    missing += values[row] == kMissing ? 1U : 0U;
    Count& count = values[row] == kMissing ? counts.back() : counts[bin_of(question, bins, values[row])];
    (defaulted[row] == 1 ? count.defaulters : count.repayers) += 1.0;
    (defaulted[row] == 1 ? all.defaulters : all.repayers) += 1.0;
  }
  for (const Count& count : counts) {
    bins.evidence.push_back(std::log(count.defaulters / all.defaulters) - std::log(count.repayers / all.repayers));
  }
  bins.missing_evidence = missing == 0 ? 0.0 : bins.evidence.back();
  bins.evidence.pop_back();
  return bins;
}

/// The weights of evidence of all rows, row by row.
std::vector<double> evidence_of(const std::vector<EvidenceBins>& bins, const TrainingRows& rows,
                                const Questionnaire& questionnaire) {
  std::vector<double> evidence;
  evidence.reserve(rows.size() * bins.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t index = 0; index < bins.size(); ++index) {
      evidence.push_back(bins[index].of(questionnaire.questions[index], rows.values[index][row]));
    }
  }
  return evidence;
}

}  // namespace

double EvidenceBins::of(const Question& question, std::int32_t value) const {
  return value == kMissing ? missing_evidence : evidence[bin_of(question, *this, value)];
}

std::vector<ScoredOutcome> Scorecard::scored_outcomes(const TrainingRows& rows,
                                                      const Questionnaire& questionnaire) const {
  const std::vector<double> evidence = evidence_of(bins, rows, questionnaire);
  std::vector<ScoredOutcome> judged;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    double sum = coefficients[0];
    for (std::size_t index = 0; index < bins.size(); ++index) {
      sum += coefficients[index + 1] * evidence[row * bins.size() + index];
    }
    const auto pd_ppm = static_cast<std::int32_t>(std::lround(logistic(sum) * kWholePpm));
    judged.push_back({pd_ppm, rows.defaulted[row] == 1});
  }
  return judged;
}

Scorecard fit_scorecard(const TrainingRows& rows, const Questionnaire& questionnaire) {
  Scorecard scorecard;
  for (std::size_t index = 0; index < rows.values.size(); ++index) {
    scorecard.bins.push_back(weigh_evidence(rows.values[index], rows.defaulted, questionnaire.questions[index]));
  }
  const std::vector<double> evidence = evidence_of(scorecard.bins, rows, questionnaire);
  scorecard.coefficients = fit_logistic(evidence, scorecard.bins.size(), rows.defaulted);
  return scorecard;
}

}  // namespace prescore
