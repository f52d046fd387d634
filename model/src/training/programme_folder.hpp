// What an analyst writes about a programme before it is trained.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/named_text.hpp"
#include "json/programme_json.hpp"
#include "trees/settings.hpp"

namespace prescore {

/// The files of a programme's folder, already read.
struct ProgrammeFiles {
  /// The folder's own name.
  std::string id;
  /// The folder as given, for messages.
  std::string source;
  /// questionnaire.json, policy.json and training.json.
  NamedText questionnaire;
  NamedText policy;
  NamedText settings;
  /// texts/<language>.json; none is needed for training.
  std::vector<NamedText> texts;
};

struct ProgrammeFolder {
  /// The folder's own name.
  std::string id;
  /// As given, for messages.
  std::string source;
  Questionnaire questionnaire;
  Policy policy;
  TrainingSettings settings;
};

/// Reads and checks all files. Throws InputError with all errors that they have, each with its file and JSON path:
/// values of the wrong type or out of range, unknown keys and keys that appear twice, everything that core's checks
/// refuse, and settings and texts that do not fit the questions. What it returns can be trained, and breaks no rule of
/// the core.
[[nodiscard]] ProgrammeFolder read_programme(const ProgrammeFiles& files);

}  // namespace prescore
