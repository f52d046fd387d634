#include "packed/model_error_text.hpp"

namespace prescore {

std::string_view explain(ModelErrorCode code) noexcept {
  switch (code) {
    case ModelErrorCode::not_a_model:
      return "it does not begin as a packed model does";
    case ModelErrorCode::wrong_version:
      return "it was packed by another version of Prescore";
    case ModelErrorCode::too_large:
      return "it is larger than 16 MiB, or has too many nodes and reference people to explain with";
    case ModelErrorCode::wrong_checksum:
      return "its bytes are not those that were packed";
    case ModelErrorCode::truncated:
      return "it ends too early";
    case ModelErrorCode::trailing_bytes:
      return "bytes follow its end";
    case ModelErrorCode::malformed_number:
      return "a number is not spelt in the shortest way or does not fit 32 bits";
    case ModelErrorCode::malformed_name:
      return "a name is empty, longer than 64 characters, or has others than a-z, 0-9, _ and -";
    case ModelErrorCode::duplicate_name:
      return "a name appears twice";
    case ModelErrorCode::out_of_range:
      return "a number lies outside what its place allows";
    case ModelErrorCode::not_ascending:
      return "numbers that must rise do not";
    case ModelErrorCode::inconsistent_count:
      return "a list has too few or too many entries";
    case ModelErrorCode::broken_tree:
      return "its nodes do not make one tree";
    case ModelErrorCode::sum_overflow:
      return "the leaves of all trees together do not fit 32 bits, or what answers add to them does not fit 64";
    case ModelErrorCode::contradictory_policy:
      return "a safer offer asks for a lower PD, the last does not take every PD, a rule has its limits the wrong way "
             "round, or a change is none or one of age";
  }
  return {};
}

std::string described(ModelErrorCode code) { return std::string(name(code)) + ": " + std::string(explain(code)); }

std::string packed_model_refusal(const ModelError& error, const std::string& source) {
  return source + ", byte " + std::to_string(error.offset) + " (section " + std::string(name(error.section)) +
         ", entry " + std::to_string(error.index) + "): " + described(error.code) +
         "; pack the model anew from its JSON";
}

}  // namespace prescore
