// The core's model errors in words, for people who can fix the model. The words are those of prescore/codes.hpp.
#pragma once

#include <string>

#include "prescore/model_error.hpp"

namespace prescore {

/// "out_of_range: a number is outside its allowed range"
[[nodiscard]] std::string described(ModelErrorCode code);

/// Why a packed model cannot be used, where, and how to fix it: "M.bin, byte 17 (section forest, entry 2):
/// broken_tree: the nodes do not form one tree; pack the model again from its JSON". `source` names the file.
[[nodiscard]] std::string packed_model_error(const ModelError& error, const std::string& source);

/// Why a model without data (`Questionnaire::has_data`) cannot be used with a data file, and how to fix it.
[[nodiscard]] std::string no_data_error(const std::string& source);

}  // namespace prescore
