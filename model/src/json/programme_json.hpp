// A programme as JSON: the questionnaire and policy that people write, and the model that the trainer writes.
#pragma once

#include <string>
#include <string_view>

#include "base/outcome_columns.hpp"
#include "json/json_place.hpp"
#include "prescore/programme.hpp"

namespace prescore {

/// {"questions":[...]}. Checks all that core's `check_questionnaire` does, with the place of each error.
[[nodiscard]] Questionnaire read_questionnaire(const JsonPlace& place);

/// {"offers":[...]}; rules and changes name questions of `questionnaire`. Checks all that core's `check_policy` does,
/// with the place of each error, and that `programme`, the policy's own, is not the one that decides instead of it.
[[nodiscard]] Policy read_policy(const JsonPlace& place, const Questionnaire& questionnaire,
                                 std::string_view programme);

[[nodiscard]] Json to_json(const Questionnaire& questionnaire);
[[nodiscard]] Json to_json(const Policy& policy, const Questionnaire& questionnaire);

/// One model: what decides, which columns hold outcomes, and where the model comes from.
struct Model {
  Programme programme;
  OutcomeColumns outcome_columns;
  /// Hash of the training data, dates, settings, trainer, metrics. Null for a model read from a packed file.
  Json provenance;
};

[[nodiscard]] Json to_json(const Model& model);

/// Reads and checks a model document. Throws InputError with the place of the first error.
[[nodiscard]] Model model_from_json(const Json& document, const std::string& source);

/// Whether the first bytes of a model's file are those of a packed one.
[[nodiscard]] bool is_packed_model(std::string_view content);

/// Reads a model from the bytes of its file: JSON or packed, which its first bytes show. `source` names it in messages.
/// Throws InputError with the place.
[[nodiscard]] Model read_model(std::string_view content, const std::string& source);

/// Throws InputError naming the place where the programme breaks a rule of the core.
void require_valid(const Programme& programme, const std::string& source);

}  // namespace prescore
