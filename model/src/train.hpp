// A programme's folder and a data file -> model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "programme_json.hpp"

namespace prescore {

struct TrainingRequest {
  /// Holds questionnaire.json, policy.json and training.json; its name is the programme's id.
  std::filesystem::path programme;
  std::filesystem::path data;
  /// Only applications before this day are used.
  std::optional<Date> before;
  std::uint64_t seed = 1;
  /// 1 or more; the model does not depend on it.
  unsigned threads = 1;
};

/// Trains. Throws FileError, or InputError with the place: too few rows, one outcome only, a broken setting.
[[nodiscard]] Model train(const TrainingRequest& request);

}  // namespace prescore
