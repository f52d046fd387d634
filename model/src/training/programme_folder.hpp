// What an analyst writes about a programme before it is trained.
#pragma once

#include <string>

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

/// Throws InputError with the place.
[[nodiscard]] ProgrammeFolder read_programme(const ProgrammeFiles& files);

}  // namespace prescore
