#include "trees/binning.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <vector>

#include "trees/option_groups.hpp"

namespace prescore {
namespace {

/// Quantiles of this many values are as good as those of all.
constexpr std::size_t kQuantileSample = 1'000'000;

/// The distinct values, ascending. Stops at `most` + 1 of them.
std::vector<std::int32_t> distinct_values(const std::vector<std::int32_t>& values, std::size_t most) {
  std::vector<std::int32_t> distinct;
  for (const std::int32_t value : values) {
    if (value == kMissing) continue;
    const auto place = std::lower_bound(distinct.begin(), distinct.end(), value);
    if (place != distinct.end() && *place == value) continue;
    distinct.insert(place, value);
    if (distinct.size() > most) break;
  }
  return distinct;
}

std::vector<std::int32_t> sorted_sample(const std::vector<std::int32_t>& values) {
  std::vector<std::int32_t> sample;
  const std::size_t step = (values.size() + kQuantileSample - 1) / kQuantileSample;
  for (std::size_t row = 0; row < values.size(); row += step) {
    if (values[row] != kMissing) sample.push_back(values[row]);
  }
  std::sort(sample.begin(), sample.end());
  return sample;
}

/// Cuts halfway between neighbouring values. Each bin takes its share of the rows that are left, as nearly as whole
/// values allow, so that a value with many rows leaves enough bins for the values after it.
std::vector<std::int32_t> quantile_cuts(const std::vector<std::int32_t>& sorted, std::size_t most) {
  std::vector<std::int32_t> cuts;
  std::size_t bin_start = 0;
  for (std::size_t index = 0; index < sorted.size() && cuts.size() + 1 < most;) {
    std::size_t next = index + 1;
    while (next < sorted.size() && sorted[next] == sorted[index]) ++next;
    const std::size_t bins_left = most - cuts.size();
    // Ending the bin before this value misses its share by no more than ending it after the value would.
    const bool full = (index - bin_start + next - bin_start) * bins_left >= 2 * (sorted.size() - bin_start);
    if (full && index > bin_start) {
      cuts.push_back(std::midpoint(sorted[index - 1], sorted[index]));
      bin_start = index;
    }
    index = next;
  }
  return cuts;
}

FeatureEncoding bin_numbers(const std::vector<std::int32_t>& values, const std::optional<AnswerRange>& covered,
                            std::size_t most) {
  FeatureEncoding feature;
  bool any = false;
  for (const std::int32_t value : values) {
    if (value == kMissing) {
      feature.missing_seen = true;
      continue;
    }
    feature.minimum_seen = any ? std::min(feature.minimum_seen, value) : value;
    feature.maximum_seen = any ? std::max(feature.maximum_seen, value) : value;
    any = true;
  }
  if (!any) return feature;
  const std::vector<std::int32_t> distinct = distinct_values(values, most);
  if (distinct.size() > most) {
    feature.cuts = quantile_cuts(sorted_sample(values), most);
  } else {
    for (std::size_t index = 1; index < distinct.size(); ++index) {
      feature.cuts.push_back(std::midpoint(distinct[index - 1], distinct[index]));
    }
  }
  if (covered) {
    feature.minimum_seen = std::min(feature.minimum_seen, covered->minimum);
    feature.maximum_seen = std::max(feature.maximum_seen, covered->maximum);
  }
  return feature;
}

/// `least_rows` is that of a choice whose options have no order.
FeatureEncoding bin_options(const std::vector<std::int32_t>& values, const std::vector<std::uint8_t>& defaulted,
                            std::size_t options, std::optional<std::uint32_t> least_rows) {
  FeatureEncoding feature;
  std::vector<OptionCount> counts(options);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (values[row] == kMissing) {
      feature.missing_seen = true;
      continue;
    }
    OptionCount& count = counts[static_cast<std::size_t>(values[row])];
    ++count.rows;
    count.defaults += defaulted[row];
  }
  const OptionGroups groups = least_rows ? group_by_risk(counts, *least_rows) : group_in_order(counts);
  feature.option_codes.assign(options, 0);
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (const std::size_t option : groups[group]) feature.option_codes[option] = static_cast<std::uint8_t>(group + 1);
  }
  return feature;
}

/// None for a choice whose options have an order.
std::optional<std::uint32_t> least_rows_of(const TrainingSettings& settings, std::size_t question) {
  if (!settings.unordered[question]) return std::nullopt;
  const auto found = settings.least_rows.find(question);
  return found == settings.least_rows.end() ? kDefaultLeastRows : found->second;
}

}  // namespace

Encoding bin_values(const TrainingRows& rows, const Questionnaire& questionnaire, const TrainingSettings& settings) {
  Encoding encoding;
  for (std::size_t index = 0; index < rows.values.size(); ++index) {
    const Question& question = questionnaire.questions[index];
    const bool number = question.kind == QuestionKind::number;
    encoding.push_back(number ? bin_numbers(rows.values[index], settings.covered[index], settings.cuts + std::size_t{1})
                              : bin_options(rows.values[index], rows.defaulted, question.options.size(),
                                            least_rows_of(settings, index)));
  }
  return encoding;
}

}  // namespace prescore
