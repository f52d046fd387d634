#include "report/statistics/dissection.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.hpp"
#include "judging/metrics.hpp"

namespace prescore {
namespace {

constexpr std::size_t kGridPoints = 21;

/// The AUROC when row i has the answer of row `donors[i]` to `question`.
double area_when_shuffled(const Programme& programme, const TrainingRows& rows, const CoveredRows& covered,
                          std::size_t question, const std::vector<std::uint32_t>& donors) {
  std::vector<ScoredOutcome> scored_outcomes = covered.scored_outcomes;
  for (std::size_t index = 0; index < covered.size(); ++index) {
    Applicant applicant = applicant_of(rows, covered.rows[index]);
    applicant.values[question] = rows.values[question][donors[index]];
    // Every answer comes from a covered row, so the mixture is covered too.
    scored_outcomes[index].pd_ppm = pd_of(programme, applicant).value_or(0);
  }
  return area_under_roc(scored_outcomes);
}

/// The values to try: quantiles of the rows' answers for a number, the covered options for a choice.
std::vector<std::int32_t> grid_of(const Question& question, const FeatureEncoding& encoding,
                                  const std::vector<std::int32_t>& answers) {
  std::vector<std::int32_t> grid;
  if (question.kind == QuestionKind::choice) {
    for (std::size_t option = 0; option < question.options.size(); ++option) {
      if (encoding.option_codes[option] != 0) grid.push_back(static_cast<std::int32_t>(option));
    }
    return grid;
  }
  std::vector<std::int32_t> sorted;
  std::copy_if(answers.begin(), answers.end(), std::back_inserter(sorted),
               [](auto value) { return value != kMissing; });
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t point = 0; point < kGridPoints && !sorted.empty(); ++point) {
    const double place = 0.025 + 0.95 * static_cast<double>(point) / (kGridPoints - 1);
    const std::int32_t value = sorted[static_cast<std::size_t>(place * static_cast<double>(sorted.size() - 1))];
    if (grid.empty() || grid.back() < value) grid.push_back(value);
  }
  return grid;
}

std::vector<Applicant> sample_of(const TrainingRows& rows, const CoveredRows& covered, std::size_t sample) {
  std::vector<Applicant> applicants;
  const std::size_t size = std::min(sample, covered.size());
  for (std::size_t index = 0; index < size; ++index) {
    applicants.push_back(applicant_of(rows, covered.rows[index * covered.size() / size]));
  }
  return applicants;
}

double mean_pd_when(const Programme& programme, std::vector<Applicant>& sample, std::size_t question,
                    std::int32_t value) {
  std::int64_t sum = 0;
  for (Applicant& applicant : sample) {
    const std::int32_t own = std::exchange(applicant.values[question], value);
    sum += pd_of(programme, applicant).value_or(0);
    applicant.values[question] = own;
  }
  return static_cast<double>(sum) / kWholePpm / static_cast<double>(sample.size());
}

}  // namespace

std::optional<std::int32_t> pd_of(const Programme& programme, const Applicant& applicant) noexcept {
  const Features features = encode(programme.questionnaire, programme.encoding, applicant);
  if (features.not_covered != 0) return std::nullopt;
  return programme.pd_table.pd_ppm(programme.forest.score(features.codes));
}

CoveredRows cover_rows(const Programme& programme, const TrainingRows& rows) {
  CoveredRows covered;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto pd_ppm = pd_of(programme, applicant_of(rows, row));
    if (!pd_ppm) continue;
    covered.rows.push_back(static_cast<std::uint32_t>(row));
    covered.scored_outcomes.push_back({*pd_ppm, rows.defaulted[row] == 1});
  }
  return covered;
}

std::vector<Importance> permutation_importance(const Programme& programme, const TrainingRows& rows,
                                               const CoveredRows& covered, int repeats) {
  const double whole = area_under_roc(covered.scored_outcomes);
  Random random(1);
  std::vector<Importance> importances;
  for (std::size_t question = 0; question < rows.values.size(); ++question) {
    std::vector<double> drops;
    for (int repeat = 0; repeat < repeats; ++repeat) {
      std::vector<std::uint32_t> donors = covered.rows;
      random.shuffle(donors);
      drops.push_back(whole - area_when_shuffled(programme, rows, covered, question, donors));
    }
    Importance importance;
    importance.mean_drop = std::accumulate(drops.begin(), drops.end(), 0.0) / repeats;
    double squares = 0.0;
    for (const double drop : drops) squares += (drop - importance.mean_drop) * (drop - importance.mean_drop);
    importance.standard_deviation = repeats > 1 ? std::sqrt(squares / (repeats - 1)) : 0.0;
    importances.push_back(importance);
  }
  return importances;
}

std::vector<PartialDependence> partial_dependence(const Programme& programme, const TrainingRows& rows,
                                                  const CoveredRows& covered, std::size_t sample) {
  std::vector<Applicant> applicants = sample_of(rows, covered, sample);
  std::vector<PartialDependence> dependences(rows.values.size());
  for (std::size_t question = 0; question < rows.values.size(); ++question) {
    std::vector<std::int32_t> answers;
    for (const std::uint32_t row : covered.rows) answers.push_back(rows.values[question][row]);
    const auto grid = grid_of(programme.questionnaire.questions[question], programme.encoding[question], answers);
    for (const std::int32_t value : grid) {
      dependences[question].points.push_back({value, mean_pd_when(programme, applicants, question, value)});
    }
  }
  return dependences;
}

std::vector<ForestSize> prefix_quality(const Programme& programme, const TrainingRows& rows,
                                       const CoveredRows& covered) {
  std::vector<Features> features;
  for (const std::uint32_t row : covered.rows) {
    features.push_back(encode(programme.questionnaire, programme.encoding, applicant_of(rows, row)));
  }
  std::vector<ScoredOutcome> scored_outcomes = covered.scored_outcomes;
  for (ScoredOutcome& scored_outcome : scored_outcomes) scored_outcome.pd_ppm = 0;
  const auto& trees = programme.forest.trees;
  std::vector<ForestSize> sizes;
  Forest next;
  next.leaf_scale = programme.forest.leaf_scale;
  ForestSize size;
  for (const Tree& tree : trees) {
    next.trees = {tree};
    for (std::size_t index = 0; index < scored_outcomes.size(); ++index) {
      scored_outcomes[index].pd_ppm += next.score(features[index].codes);
    }
    ++size.trees;
    size.nodes += tree.nodes.size();
    const bool doubled = (size.trees & (size.trees - 1)) == 0;
    if (!doubled && size.trees != trees.size()) continue;
    size.auroc = area_under_roc(scored_outcomes);
    sizes.push_back(size);
  }
  return sizes;
}

}  // namespace prescore
