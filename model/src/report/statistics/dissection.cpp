#include "report/statistics/dissection.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "judging/metrics.hpp"
#include "prescore/batch_forest.hpp"

namespace prescore {
namespace {

constexpr std::size_t kGridPoints = 21;

/// Rows that are scored in one call, a block of work for a thread.
constexpr std::size_t kTogether = 1024;

std::vector<Features> encode_rows(const Programme& programme, const TrainingRows& rows, const CoveredRows& covered) {
  std::vector<Features> features;
  features.reserve(covered.size());
  for (const std::uint32_t row : covered.rows) {
    features.push_back(encode(programme.questionnaire, programme.encoding, applicant_of(rows, row)));
  }
  return features;
}

/// The scores of all rows, on several threads, after `change(codes, place)` changed a copy of each row's codes.
template <typename Change>
std::vector<std::int32_t> score_changed(const BatchForest& forest, std::span<const Features> rows,
                                        const Change& change) {
  std::vector<std::int32_t> scores(rows.size());
  run_on_blocks(rows.size(), kTogether, [&](std::size_t begin, std::size_t end) {
    std::vector<Features> changed(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                                  rows.begin() + static_cast<std::ptrdiff_t>(end));
    for (std::size_t index = 0; index < changed.size(); ++index) change(changed[index].codes, begin + index);
    forest.score(changed, std::span(scores).subspan(begin, changed.size()));
  });
  return scores;
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

/// At most `size` of the rows, spread evenly.
std::vector<Features> sample_of(const std::vector<Features>& rows, std::size_t size) {
  size = std::min(size, rows.size());
  std::vector<Features> sample;
  for (std::size_t index = 0; index < size; ++index) sample.push_back(rows[index * rows.size() / size]);
  return sample;
}

double mean_pd_when(const Programme& programme, const BatchForest& forest, std::span<const Features> sample,
                    std::size_t question, std::int32_t value) {
  Applicant applicant;
  applicant.values[question] = value;
  const std::uint8_t code = encode(programme.questionnaire, programme.encoding, applicant).codes[question];
  const auto take_value = [&](auto& codes, std::size_t /*place*/) { codes[question] = code; };
  std::int64_t sum = 0;
  for (const std::int32_t score : score_changed(forest, sample, take_value)) sum += programme.pd_table.pd_ppm(score);
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
  const std::vector<Features> features = encode_rows(programme, rows, covered);
  const BatchForest forest(programme.forest);
  std::vector<std::uint32_t> places(covered.size());
  std::iota(places.begin(), places.end(), 0U);
  std::vector<ScoredOutcome> scored_outcomes = covered.scored_outcomes;
  Random random(1);
  std::vector<Importance> importances;
  for (std::size_t question = 0; question < rows.values.size(); ++question) {
    std::vector<double> drops;
    for (int repeat = 0; repeat < repeats; ++repeat) {
      std::vector<std::uint32_t> donors = places;
      random.shuffle(donors);
      // Every code comes from a covered row, so the mixture is covered too.
      const auto scores = score_changed(forest, features, [&](auto& codes, std::size_t place) {
        codes[question] = features[donors[place]].codes[question];
      });
      for (std::size_t place = 0; place < scores.size(); ++place) {
        scored_outcomes[place].pd_ppm = programme.pd_table.pd_ppm(scores[place]);
      }
      drops.push_back(whole - area_under_roc(scored_outcomes));
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
  const std::vector<Features> people = sample_of(encode_rows(programme, rows, covered), sample);
  const BatchForest forest(programme.forest);
  std::vector<PartialDependence> dependences(rows.values.size());
  for (std::size_t question = 0; question < rows.values.size(); ++question) {
    std::vector<std::int32_t> answers;
    for (const std::uint32_t row : covered.rows) answers.push_back(rows.values[question][row]);
    const auto grid = grid_of(programme.questionnaire.questions[question], programme.encoding[question], answers);
    for (const std::int32_t value : grid) {
      dependences[question].points.push_back({value, mean_pd_when(programme, forest, people, question, value)});
    }
  }
  return dependences;
}

std::vector<ForestSize> prefix_quality(const Programme& programme, const TrainingRows& rows,
                                       const CoveredRows& covered) {
  const std::vector<Features> features = encode_rows(programme, rows, covered);
  std::vector<ScoredOutcome> scored_outcomes = covered.scored_outcomes;
  for (ScoredOutcome& scored_outcome : scored_outcomes) scored_outcome.pd_ppm = 0;
  const auto& trees = programme.forest.trees;
  std::vector<ForestSize> sizes;
  Forest next;
  next.leaf_scale = programme.forest.leaf_scale;
  ForestSize size;
  for (const Tree& tree : trees) {
    next.trees = {tree};
    const auto scores = score_changed(BatchForest(next), features, [](const auto&, std::size_t) {});
    for (std::size_t index = 0; index < scores.size(); ++index) scored_outcomes[index].pd_ppm += scores[index];
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
