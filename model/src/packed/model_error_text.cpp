#include "packed/model_error_text.hpp"

namespace prescore {

std::string described(ModelErrorCode code) { return std::string(name(code)) + ": " + std::string(meaning(code)); }

std::string packed_model_error(const ModelError& error, const std::string& source) {
  return source + ", byte " + std::to_string(error.offset) + " (section " + std::string(name(error.section)) +
         ", entry " + std::to_string(error.index) + "): " + described(error.code) +
         "; pack the model again from its JSON";
}

}  // namespace prescore
