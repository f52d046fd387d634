// What the analyst decides about a forest before it is trained. training/ reads it from training.json.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/outcome_columns.hpp"

namespace prescore {

/// How the risk may move along a question's values: along rising numbers, or along the options as they are listed.
enum class RiskDirection : std::int8_t { falls = -1, free = 0, rises = 1 };

/// How trees become a forest: side by side on bootstrap samples, or one after another on what is left to explain.
enum class Method : std::uint8_t { bagging, boosting };

/// Answers to a number question, in its scaled unit.
struct AnswerRange {
  std::int32_t minimum = 0;
  std::int32_t maximum = 0;
};

struct TrainingSettings {
  OutcomeColumns outcome_columns;
  Method method = Method::bagging;
  /// 1 to 10,000.
  std::uint32_t trees = 20;
  /// Splits on the longest way to a leaf, 1 to 24.
  std::uint32_t depth = 5;
  /// At most this many leaves in a tree, at least 2.
  std::uint32_t leaves = 32;
  /// At least this many rows of the tree's sample in a leaf, at least 1.
  std::uint32_t leaf_rows = 100;
  /// Questions drawn at random as candidates for each split, 1 to the number of questions.
  std::uint32_t features_per_split = 3;
  /// What a default and a repaid row weigh, in [0, 1000], one of them above 0.
  double default_weight = 1.0;
  double repaid_weight = 1.0;

  /// Whether every outcome in the data is final, so that a sharp fall of defaults in the last months is believed.
  bool all_outcomes_known = false;

  // Boosting only.
  /// What part of its Newton step a tree takes, in (0, 1].
  double learning_rate = 0.1;
  /// Added to the hessian of every leaf, in [0, 1e6].
  double ridge = 1.0;
  /// The share of the rows that a tree sees, in (0, 1].
  double rows_per_tree = 1.0;

  /// One a question.
  std::vector<RiskDirection> directions;
  /// One a question: whether a choice's options are put in the order of their risk, whatever order they are listed in.
  std::vector<bool> unordered;
  /// One a question: the answers that count as covered although the data may hold none so low or high. The forest
  /// treats them as the nearest that it saw.
  std::vector<std::optional<AnswerRange>> covered;
};

}  // namespace prescore
