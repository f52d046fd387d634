// Settings that an analyst chooses before training. The room training/ reads them from training.json.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/outcome_columns.hpp"

namespace prescore {

/// How the risk may move along a question's values: along rising numbers, or along the options as they are listed.
enum class RiskDirection : std::int8_t { falls = -1, free = 0, rises = 1 };

/// How a forest is grown: trees side by side on bootstrap samples, or each tree on the error of the trees before it.
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
  /// Splits on the longest path to a leaf, 1 to 24.
  std::uint32_t depth = 5;
  /// At most this many leaves in a tree, at least 2.
  std::uint32_t leaves = 32;
  /// At least this many rows of the tree's sample in a leaf, at least 1.
  std::uint32_t leaf_rows = 100;
  /// Questions drawn at random as candidates for each split, 1 to the number of questions.
  std::uint32_t features_per_split = 3;
  /// Hierarchical shrinkage, in [0, 1e6]: the step from each node's value to its child's is divided by 1 + shrinkage /
  /// rows of the node (Agarwal, Tan, Ronen, Singh, Yu, "Hierarchical shrinkage", 2022). 0: none.
  double shrinkage = 0.0;
  /// At most this many cuts of a number, 1 to 253. Fewer make a smaller file: every cut that a tree uses is in it.
  std::uint32_t cuts = 253;
  /// Bagging only: a leaf's value is a multiple of 1 / leaf_scale, 16 to 4,096. Few steps pack into fewer bytes.
  std::uint32_t leaf_scale = 4096;
  /// Weights of a defaulted and a repaid row, in [0, 1000]; at least one is above 0.
  double default_weight = 1.0;
  double repaid_weight = 1.0;

  /// Whether every outcome in the data is final, so that a sharp fall of defaults in the last months is believed.
  bool all_outcomes_known = false;

  // Boosting only.
  /// The part of its Newton step that a tree takes, in (0, 1].
  double learning_rate = 0.1;
  /// Added to the hessian of every leaf, in [0, 1e6].
  double ridge = 5.0;
  /// The share of the rows that a tree sees, in (0, 1].
  double rows_per_tree = 0.7;

  /// Which of the keys from "method" to "features_per_split" training.json leaves out. `choose_settings` finds values
  /// for them; until then theirs here mean nothing.
  std::vector<std::string> left_out;

  /// One per question.
  std::vector<RiskDirection> directions;
  /// One per question: whether the options of a choice are put in the order of their risk. Otherwise the listed order
  /// counts.
  std::vector<bool> unordered;
  /// By unordered choice, by index: options with fewer rows share codes, at least 1. Without an entry,
  /// kDefaultLeastRows counts.
  std::map<std::size_t, std::uint32_t> least_rows;
  /// One per question: answers that count as covered even if the data hold none so low or high. The forest treats them
  /// as the nearest answer that it saw.
  std::vector<std::optional<AnswerRange>> covered;
  /// Questions about protected traits, such as sex or age, by index, ascending: reports show approval by each of them.
  /// Training ignores this. None where the programme does not declare any, which differs from an empty list.
  std::optional<std::vector<std::size_t>> protected_questions;
};

}  // namespace prescore
