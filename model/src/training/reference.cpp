#include "training/reference.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <map>
#include <numeric>

#include "base/random.hpp"
#include "prescore/batch_forest.hpp"
#include "prescore/encoding.hpp"

namespace prescore {
namespace {

using Codes = std::array<std::uint8_t, kMaxQuestions>;

/// How many ways to distribute the answers over the people are tried.
constexpr std::uint64_t kDistributions = 1000;

/// An option of a smaller share of the rows is too rare to compare applicants with.
constexpr double kSmallestShare = 0.05;

struct CodedCell {
  Codes codes{};
  std::size_t rows = 0;
  std::int32_t score = 0;
  bool accepted = false;
};

/// Calls `use` with every cell and the score of its codes after `change` changed a copy of them. Works in blocks, so
/// that the copies stay small.
template <typename Change, typename Use>
void score_cells(const BatchForest& forest, std::vector<CodedCell>& cells, Change change, Use use) {
  constexpr std::size_t kTogether = 1024;
  std::vector<Features> rows;
  std::vector<std::int32_t> scores;
  for (std::size_t begin = 0; begin < cells.size(); begin += kTogether) {
    rows.assign(std::min(kTogether, cells.size() - begin), {});
    scores.resize(rows.size());
    for (std::size_t index = 0; index < rows.size(); ++index) {
      rows[index].codes = cells[begin + index].codes;
      change(rows[index].codes);
    }
    forest.score(rows, scores);
    for (std::size_t index = 0; index < rows.size(); ++index) use(cells[begin + index], scores[index]);
  }
}

/// The codes of each of the trainer's cells. All rows of a cell have the same codes: the encoding lost the cuts that no
/// split uses after the cells were made, so it is at most as fine.
std::vector<Codes> encode_cells(const TrainingRows& rows, const Cells& cells, const Programme& programme) {
  std::vector<Codes> codes(cells.size());
  std::vector<bool> known(cells.size(), false);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::uint32_t cell = cells.cell_of_row[row];
    if (known[cell]) continue;
    known[cell] = true;
    codes[cell] = encode(programme.questionnaire, programme.encoding, applicant_of(rows, row)).codes;
  }
  return codes;
}

/// The distinct code vectors, ascending.
std::vector<CodedCell> find_coded_cells(const std::vector<Codes>& codes, const Cells& trained_on,
                                        const Programme& programme, const BatchForest& forest) {
  std::vector<std::size_t> rows(codes.size(), 0);
  for (const std::uint32_t cell : trained_on.cell_of_row) ++rows[cell];
  std::map<Codes, std::size_t> counts;
  for (std::size_t cell = 0; cell < codes.size(); ++cell) counts[codes[cell]] += rows[cell];
  const std::int32_t accepted_pd = programme.policy.offers.front().maximum_pd_ppm;
  std::vector<CodedCell> cells;
  cells.reserve(counts.size());
  bool any = false;
  for (const auto& [vector, count] : counts) cells.push_back({vector, count});
  const auto as_they_are = [](const Codes&) {};
  score_cells(forest, cells, as_they_are, [&](CodedCell& cell, std::int32_t score) {
    cell.score = score;
    cell.accepted = programme.pd_table.pd_ppm(score) <= accepted_pd;
    any = any || cell.accepted;
  });
  if (!any) {
    for (CodedCell& cell : cells) cell.accepted = true;
  }
  return cells;
}

/// The lower median of the accepted rows' answers; `accepted` is by row.
std::int32_t median_answer(const std::vector<std::int32_t>& values, const std::vector<bool>& accepted,
                           const FeatureEncoding& feature) {
  std::vector<std::int32_t> given;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (accepted[row] && values[row] != kMissing) given.push_back(values[row]);
  }
  if (given.empty()) return feature.minimum_seen;
  const auto middle = given.begin() + static_cast<std::ptrdiff_t>((given.size() - 1) / 2);
  std::nth_element(given.begin(), middle, given.end());
  return *middle;
}

/// Rows by option of a question; those without an answer stand behind the options. Options may share a code, so the
/// codes cannot be counted instead.
std::vector<std::size_t> count_options(const std::vector<std::int32_t>& values, std::size_t options) {
  std::vector<std::size_t> rows(options + 1, 0);
  for (const std::int32_t value : values) ++rows[value == kMissing ? options : static_cast<std::size_t>(value)];
  return rows;
}

/// The options that are common enough to compare applicants with, in the order of the questionnaire: those of at least
/// kSmallestShare of the rows. If there are none, the fewest options that together have at least half of the rows with
/// an answer, the most frequent first (of equally frequent ones the first listed). An option of no row is never among
/// them, and the list is empty only if no row has an answer.
std::vector<std::size_t> common_options(const std::vector<std::size_t>& rows) {
  const std::size_t all = std::accumulate(rows.begin(), rows.end(), std::size_t{0});
  std::vector<std::size_t> seen;
  std::vector<std::size_t> common;
  for (std::size_t option = 0; option + 1 < rows.size(); ++option) {
    if (rows[option] == 0) continue;
    seen.push_back(option);
    if (static_cast<double>(rows[option]) >= kSmallestShare * static_cast<double>(all)) common.push_back(option);
  }
  if (!common.empty()) return common;
  std::stable_sort(seen.begin(), seen.end(), [&](std::size_t a, std::size_t b) { return rows[a] > rows[b]; });
  std::size_t covered = 0;
  for (const std::size_t option : seen) {
    if (2 * covered >= all - rows.back()) break;
    common.push_back(option);
    covered += rows[option];
  }
  std::sort(common.begin(), common.end());
  return common;
}

/// The common option with the lowest mean score over all rows once everybody has it; the first of several.
std::int32_t safest_option(std::vector<CodedCell>& cells, const std::vector<std::int32_t>& values, std::size_t question,
                           const Programme& programme, const BatchForest& forest) {
  const FeatureEncoding& feature = programme.encoding[question];
  std::size_t best = 0;
  std::int64_t lowest = std::numeric_limits<std::int64_t>::max();
  for (const std::size_t option : common_options(count_options(values, feature.option_codes.size()))) {
    const std::uint8_t code = feature.option_codes[option];
    std::int64_t sum = 0;
    const auto take_option = [&](Codes& codes) { codes[question] = code; };
    score_cells(forest, cells, take_option, [&](const CodedCell& cell, std::int32_t score) {
      sum += static_cast<std::int64_t>(cell.rows) * score;
    });
    if (sum < lowest) best = option;
    lowest = std::min(lowest, sum);
  }
  return static_cast<std::int32_t>(best);
}

/// One code for each person: the middles of kReferencePeople equal parts of the accepted, in ascending order of code.
std::vector<std::uint8_t> spread(const std::vector<CodedCell>& accepted, std::size_t question) {
  std::array<std::size_t, 256> rows{};
  std::size_t all = 0;
  for (const CodedCell& cell : accepted) {
    rows[cell.codes[question]] += cell.rows;
    all += cell.rows;
  }
  std::vector<std::uint8_t> codes;
  std::size_t code = 0;
  std::size_t reached = rows[0];
  for (std::size_t person = 0; person < kReferencePeople; ++person) {
    while (2 * kReferencePeople * reached <= (2 * person + 1) * all) reached += rows[++code];
    codes.push_back(static_cast<std::uint8_t>(code));
  }
  return codes;
}

/// The scores at the same middles, ascending.
std::vector<std::int32_t> spread_scores(std::vector<CodedCell> accepted) {
  std::stable_sort(accepted.begin(), accepted.end(),
                   [](const CodedCell& a, const CodedCell& b) { return a.score < b.score; });
  std::size_t all = 0;
  for (const CodedCell& cell : accepted) all += cell.rows;
  std::vector<std::int32_t> scores;
  std::size_t reached = 0;
  for (const CodedCell& cell : accepted) {
    reached += cell.rows;
    while (scores.size() < kReferencePeople && 2 * kReferencePeople * reached > (2 * scores.size() + 1) * all) {
      scores.push_back(cell.score);
    }
  }
  return scores;
}

/// Distributes the answers to each question over the people at random.
std::vector<Codes> distribute(const std::vector<std::vector<std::uint8_t>>& answers, std::uint64_t seed) {
  Random random(seed);
  std::vector<Codes> people(kReferencePeople);
  for (std::size_t question = 0; question < answers.size(); ++question) {
    std::vector<std::uint8_t> codes = answers[question];
    random.shuffle(codes);
    for (std::size_t person = 0; person < people.size(); ++person) people[person][question] = codes[person];
  }
  return people;
}

/// How far the people's scores are from `scores`, both in ascending order.
std::int64_t distance(const std::vector<Codes>& people, const std::vector<std::int32_t>& scores,
                      const BatchForest& forest) {
  std::array<Features, kReferencePeople> rows;
  for (std::size_t person = 0; person < people.size(); ++person) rows[person].codes = people[person];
  std::array<std::int32_t, kReferencePeople> own{};
  forest.score(rows, own);
  std::sort(own.begin(), own.end());
  std::int64_t sum = 0;
  for (std::size_t person = 0; person < own.size(); ++person) {
    sum += std::abs(std::int64_t{own[person]} - scores[person]);
  }
  return sum;
}

std::vector<ReferenceVector> choose_population(const std::vector<CodedCell>& accepted, const Programme& programme,
                                               const BatchForest& forest) {
  std::vector<std::vector<std::uint8_t>> answers;
  for (std::size_t question = 0; question < programme.questionnaire.questions.size(); ++question) {
    answers.push_back(spread(accepted, question));
  }
  const std::vector<std::int32_t> scores = spread_scores(accepted);
  std::vector<Codes> best;
  std::int64_t nearest = std::numeric_limits<std::int64_t>::max();
  for (std::uint64_t seed = 1; seed <= kDistributions; ++seed) {
    const std::vector<Codes> people = distribute(answers, seed);
    const std::int64_t far = distance(people, scores, forest);
    if (far < nearest) best = people;
    nearest = std::min(nearest, far);
  }
  std::map<Codes, std::uint32_t> weights;
  for (const Codes& person : best) ++weights[person];
  std::vector<ReferenceVector> population;
  population.reserve(weights.size());
  for (const auto& [codes, weight] : weights) population.push_back({weight, codes});
  return population;
}

}  // namespace

Reference choose_reference(const TrainingRows& rows, const Cells& trained_on, const Programme& programme) {
  const std::vector<Codes> codes = encode_cells(rows, trained_on, programme);
  const BatchForest forest(programme.forest);
  std::vector<CodedCell> cells = find_coded_cells(codes, trained_on, programme, forest);
  std::vector<bool> accepted_codes;
  for (const Codes& vector : codes) {
    const auto cell = std::lower_bound(cells.begin(), cells.end(), vector,
                                       [](const CodedCell& a, const Codes& b) { return a.codes < b; });
    accepted_codes.push_back(cell->accepted);
  }
  std::vector<bool> accepted_rows;
  for (const std::uint32_t cell : trained_on.cell_of_row) accepted_rows.push_back(accepted_codes[cell]);
  Reference reference;
  const auto& questions = programme.questionnaire.questions;
  for (std::size_t index = 0; index < questions.size(); ++index) {
    const bool number = questions[index].kind == QuestionKind::number;
    reference.answers.push_back(number ? median_answer(rows.values[index], accepted_rows, programme.encoding[index])
                                       : safest_option(cells, rows.values[index], index, programme, forest));
  }
  std::vector<CodedCell> accepted;
  std::copy_if(cells.begin(), cells.end(), std::back_inserter(accepted),
               [](const CodedCell& cell) { return cell.accepted; });
  reference.population = choose_population(accepted, programme, forest);
  return reference;
}

}  // namespace prescore
