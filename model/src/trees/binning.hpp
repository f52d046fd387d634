// Training rows -> the encoding of each question: codes of one byte.
#pragma once

#include "applicants/training_rows.hpp"
#include "prescore/encoding.hpp"
#include "trees/settings.hpp"

namespace prescore {

/// Encodes every value of the rows. Numbers get one code per value if they have at most kMaxCodes distinct values,
/// otherwise codes by quantiles (of an evenly spaced sample, if there are very many rows). Options of a choice get
/// codes in the listed order, or, if the settings call the choice unordered, by ascending share of defaults, and
/// options with few rows share codes (option_groups.hpp): then the best split of the options into two groups is one cut
/// (Fisher, "On grouping for maximum homogeneity", 1958; Breiman, Friedman, Olshen, Stone, "Classification and
/// regression trees", 1984, theorem 4.5).
[[nodiscard]] Encoding bin_values(const TrainingRows& rows, const Questionnaire& questionnaire,
                                  const TrainingSettings& settings);

}  // namespace prescore
