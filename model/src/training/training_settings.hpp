// What the analyst decides about a forest before it is trained, as JSON: training.json of the programme.
#pragma once

#include "json/json_place.hpp"
#include "prescore/questionnaire.hpp"
#include "trees/settings.hpp"

namespace prescore {

/// Reads training.json. Errors are reported as by `place`; where they are collected, the settings are not for use.
[[nodiscard]] TrainingSettings read_training_settings(const JsonPlace& place, const Questionnaire& questionnaire);

/// For the model's provenance, with the keys of training.json.
[[nodiscard]] Json to_json(const TrainingSettings& settings, const Questionnaire& questionnaire);

}  // namespace prescore
