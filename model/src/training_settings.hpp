// What the analyst decides about a forest before it is trained: training.json of the programme.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "applicant_reader.hpp"
#include "json_place.hpp"

namespace prescore {

/// How the risk may move along a question's values: along rising numbers, or along the options as they are listed.
enum class RiskDirection : std::int8_t { falls = -1, free = 0, rises = 1 };

struct TrainingSettings {
  OutcomeColumns outcome_columns;
  /// 1 to 10,000.
  std::uint32_t trees = 20;
  /// Splits on the longest way to a leaf, 1 to 24.
  std::uint32_t depth = 5;
  /// At most this many leaves in a tree, at least 2.
  std::uint32_t leaves = 32;
  /// At least this many bootstrap rows in a leaf, at least 1.
  std::uint32_t leaf_rows = 100;
  /// Questions drawn at random as candidates for each split, 1 to the number of questions.
  std::uint32_t features_per_split = 3;
  /// What one default weighs against one repaid row, in (0, 1000].
  double default_weight = 1.0;
  /// One a question.
  std::vector<RiskDirection> directions;
};

/// Reads training.json. Throws FileError or InputError with the place.
[[nodiscard]] TrainingSettings read_training_settings(const std::filesystem::path& path,
                                                      const Questionnaire& questionnaire);

[[nodiscard]] Json to_json(const TrainingSettings& settings, const Questionnaire& questionnaire);

}  // namespace prescore
