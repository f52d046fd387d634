// A model and applications whose outcome is known -> figures.
#pragma once

#include <filesystem>
#include <optional>

#include "date.hpp"
#include "json_place.hpp"

namespace prescore {

struct EvaluationRequest {
  std::filesystem::path model;
  std::filesystem::path data;
  /// Only applications from this day on.
  std::optional<Date> since;
};

/// Decides every application as the page would and sets it against what became of it: the applications looked at, the
/// quality of the PDs, the programme's cut-off, rows and bad rate of each outcome. Throws FileError or InputError.
[[nodiscard]] Json evaluate_model(const EvaluationRequest& request);

}  // namespace prescore
