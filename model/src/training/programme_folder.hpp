// What an analyst writes about a programme before it is trained.
#pragma once

#include <filesystem>
#include <string>

#include "json/programme_json.hpp"
#include "training/training_settings.hpp"

namespace prescore {

struct ProgrammeFolder {
  /// The folder's own name.
  std::string id;
  /// As given, for messages.
  std::string source;
  Questionnaire questionnaire;
  Policy policy;
  TrainingSettings settings;
};

/// Reads questionnaire.json, policy.json and training.json. Throws FileError or InputError with the place.
[[nodiscard]] ProgrammeFolder read_programme_folder(const std::filesystem::path& folder);

}  // namespace prescore
