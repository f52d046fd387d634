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

/// The scores of rows, on several threads.
std::vector<std::int32_t> score_rows(const BatchForest& forest, std::span<const Features> rows) {
  std::vector<std::int32_t> scores(rows.size());
  run_on_blocks(rows.size(), kTogether, [&](std::size_t begin, std::size_t end) {
    forest.score(rows.subspan(begin, end - begin), std::span(scores).subspan(begin, end - begin));
  });
  return scores;
}

/// Rows and their scores, to ask what the scores would be if one question were answered differently.
class ScoredRows {
 public:
  /// Both must outlive the object.
  ScoredRows(const Forest& forest, const std::vector<Features>& rows)
      : forest_(forest), rows_(rows), scores_(score_rows(forest_, rows)) {}

  /// The scores where the row at place i has the code `code_at(i)` of `question`. A row whose code stays keeps its
  /// score.
  template <typename CodeAt>
  [[nodiscard]] std::vector<std::int32_t> scores_with(std::size_t question, const CodeAt& code_at) const {
    std::vector<std::int32_t> scores = scores_;
    std::vector<std::size_t> places;
    std::vector<Features> changed;
    for (std::size_t place = 0; place < rows_.size(); ++place) {
      const std::uint8_t code = code_at(place);
      if (code == rows_[place].codes[question]) continue;
      places.push_back(place);
      changed.push_back(rows_[place]);
      changed.back().codes[question] = code;
    }
    const std::vector<std::int32_t> others = score_rows(forest_, changed);
    for (std::size_t index = 0; index < places.size(); ++index) scores[places[index]] = others[index];
    return scores;
  }

 private:
  BatchForest forest_;
  const std::vector<Features>& rows_;
  std::vector<std::int32_t> scores_;
};

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

double mean_pd_when(const Programme& programme, const ScoredRows& sample, std::size_t question, std::int32_t value) {
  Applicant applicant;
  applicant.values[question] = value;
  const std::uint8_t code = encode(programme.questionnaire, programme.encoding, applicant).codes[question];
  const auto scores = sample.scores_with(question, [&](std::size_t /*place*/) { return code; });
  std::int64_t sum = 0;
  for (const std::int32_t score : scores) sum += programme.pd_table.pd_ppm(score);
  return static_cast<double>(sum) / kWholePpm / static_cast<double>(scores.size());
}

}  // namespace

std::optional<std::int32_t> pd_of(const Programme& programme, const Applicant& applicant) noexcept {
  const Features features = encode(programme.questionnaire, programme.encoding, applicant);
  if (features.not_covered != 0) return std::nullopt;
  return programme.pd_table.pd_ppm(programme.forest.score(features.codes));
}

CoveredRows cover_rows(const Programme& programme, const TrainingRows& rows) {
  CoveredRows covered;
  std::vector<Features> features;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Features one = encode(programme.questionnaire, programme.encoding, applicant_of(rows, row));
    if (one.not_covered != 0) continue;
    covered.rows.push_back(static_cast<std::uint32_t>(row));
    features.push_back(one);
  }
  const std::vector<std::int32_t> scores = score_rows(BatchForest(programme.forest), features);
  for (std::size_t place = 0; place < scores.size(); ++place) {
    const std::int32_t pd_ppm = programme.pd_table.pd_ppm(scores[place]);
    covered.scored_outcomes.push_back({pd_ppm, rows.defaulted[covered.rows[place]] == 1});
  }
  return covered;
}

std::vector<Importance> permutation_importance(const Programme& programme, const TrainingRows& rows,
                                               const CoveredRows& covered, int repeats) {
  const double whole = area_under_roc(covered.scored_outcomes);
  const std::vector<Features> features = encode_rows(programme, rows, covered);
  const ScoredRows scored_rows(programme.forest, features);
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
      const auto code_of_donor = [&](std::size_t place) { return features[donors[place]].codes[question]; };
      const auto scores = scored_rows.scores_with(question, code_of_donor);
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
  const ScoredRows scored_people(programme.forest, people);
  std::vector<PartialDependence> dependences(rows.values.size());
  for (std::size_t question = 0; question < rows.values.size(); ++question) {
    std::vector<std::int32_t> answers;
    for (const std::uint32_t row : covered.rows) answers.push_back(rows.values[question][row]);
    const auto grid = grid_of(programme.questionnaire.questions[question], programme.encoding[question], answers);
    for (const std::int32_t value : grid) {
      dependences[question].points.push_back({value, mean_pd_when(programme, scored_people, question, value)});
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
    const auto scores = score_rows(BatchForest(next), features);
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
