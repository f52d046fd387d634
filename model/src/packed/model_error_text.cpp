#include "packed/model_error_text.hpp"

namespace prescore {

std::string described(ModelErrorCode code) { return std::string(name(code)) + ": " + std::string(meaning(code)); }

namespace {

/// The four letters of the id of a section that this version does not know; "?" for what is not a letter.
std::string section_id(std::uint32_t word) {
  std::string id;
  for (std::uint32_t shift = 0; shift < 32; shift += 8) {
    const auto letter = static_cast<char>((word >> shift) & 0x7FU);
    id += letter >= 'a' && letter <= 'z' ? letter : '?';
  }
  return id;
}

}  // namespace

std::string packed_model_error(const ModelError& error, const std::string& source) {
  const bool is_newer = error.code == ModelErrorCode::newer_version;
  std::string section = "section " + std::string(name(error.section));
  if (is_newer && error.index != 0) section = "section \"" + section_id(error.index) + "\"";
  if (!is_newer) section += ", entry " + std::to_string(error.index);
  return source + ", byte " + std::to_string(error.offset) + " (" + section + "): " + described(error.code) +
         (is_newer ? "; update Prescore, or pack the model with this version" : "; pack the model again from its JSON");
}

}  // namespace prescore
