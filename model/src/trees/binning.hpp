// Training rows -> the encoding of each question: codes of one byte.
#pragma once

#include "applicants/training_rows.hpp"
#include "prescore/encoding.hpp"
#include "trees/settings.hpp"

namespace prescore {

/// Encodes every value that the rows hold: numbers by their own value where they have at most kMaxCodes distinct ones,
/// else by quantiles (of an even sample of the rows where they are very many); choices in the order in which the
/// options are listed, or, where the settings call them unordered, by rising share of defaults: then the best split of
/// the options into two groups is one cut (Fisher, "On grouping for maximum homogeneity", 1958; Breiman, Friedman,
/// Olshen, Stone, "Classification and regression trees", 1984, theorem 4.5).
[[nodiscard]] Encoding bin_values(const TrainingRows& rows, const Questionnaire& questionnaire,
                                  const TrainingSettings& settings);

}  // namespace prescore
