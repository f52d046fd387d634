#include "binning.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <numeric>

namespace prescore {
namespace {

std::vector<std::int32_t> present_values(const std::vector<std::int32_t>& values) {
  std::vector<std::int32_t> present;
  std::copy_if(values.begin(), values.end(), std::back_inserter(present),
               [](std::int32_t value) { return value != kMissing; });
  std::sort(present.begin(), present.end());
  return present;
}

/// Cuts halfway between neighbouring values. Where the distinct values are more than kMaxCodes, each bin takes its
/// share of the rows that are left, so that a value with many rows does not starve the bins after it.
std::vector<std::int32_t> find_cuts(const std::vector<std::int32_t>& sorted) {
  std::size_t distinct = 1;
  for (std::size_t index = 1; index < sorted.size(); ++index) distinct += sorted[index] != sorted[index - 1] ? 1U : 0U;
  const bool keep_all = distinct <= kMaxCodes;
  std::vector<std::int32_t> cuts;
  std::size_t bin_start = 0;
  for (std::size_t index = 1; index < sorted.size() && cuts.size() + 1 < kMaxCodes; ++index) {
    if (sorted[index] == sorted[index - 1]) continue;
    const std::size_t bins_left = kMaxCodes - cuts.size();
    const bool full = (index - bin_start) * bins_left >= sorted.size() - bin_start;
    if (!keep_all && !full) continue;
    cuts.push_back(std::midpoint(sorted[index - 1], sorted[index]));
    bin_start = index;
  }
  return cuts;
}

FeatureEncoding bin_numbers(const std::vector<std::int32_t>& values) {
  const std::vector<std::int32_t> sorted = present_values(values);
  FeatureEncoding feature;
  feature.missing_seen = sorted.size() < values.size();
  if (sorted.empty()) return feature;
  feature.minimum_seen = sorted.front();
  feature.maximum_seen = sorted.back();
  feature.cuts = find_cuts(sorted);
  return feature;
}

FeatureEncoding bin_options(const std::vector<std::int32_t>& values, std::size_t options) {
  FeatureEncoding feature;
  std::vector<bool> seen(options, false);
  for (const std::int32_t value : values) {
    if (value == kMissing) {
      feature.missing_seen = true;
    } else {
      seen[static_cast<std::size_t>(value)] = true;
    }
  }
  std::uint8_t code = 0;
  for (const bool present : seen) feature.option_codes.push_back(present ? ++code : std::uint8_t{0});
  return feature;
}

}  // namespace

Encoding bin_values(const TrainingRows& rows, const Questionnaire& questionnaire) {
  Encoding encoding;
  for (std::size_t index = 0; index < rows.values.size(); ++index) {
    const Question& question = questionnaire.questions[index];
    const bool number = question.kind == QuestionKind::number;
    encoding.push_back(number ? bin_numbers(rows.values[index])
                              : bin_options(rows.values[index], question.options.size()));
  }
  return encoding;
}

Cells find_cells(const TrainingRows& rows, const Questionnaire& questionnaire, const Encoding& encoding) {
  Cells cells;
  const std::size_t questions = questionnaire.questions.size();
  cells.codes.resize(questions);
  for (std::size_t index = 0; index < questions; ++index) {
    cells.code_counts.push_back(code_count(questionnaire.questions[index], encoding[index]));
  }
  std::map<std::array<std::uint8_t, kMaxQuestions>, std::uint32_t> known;
  Applicant applicant;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t index = 0; index < questions; ++index) applicant.values[index] = rows.values[index][row];
    const Features features = encode(questionnaire, encoding, applicant);
    const auto [cell, is_new] = known.try_emplace(features.codes, static_cast<std::uint32_t>(known.size()));
    cells.cell_of_row.push_back(cell->second);
    if (!is_new) continue;
    for (std::size_t index = 0; index < questions; ++index) cells.codes[index].push_back(features.codes[index]);
  }
  return cells;
}

}  // namespace prescore
