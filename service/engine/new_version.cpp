#include "service/engine/new_version.hpp"

#include "base/input_error.hpp"
#include "base/printable.hpp"
#include "json/programme_json.hpp"
#include "packed/pack.hpp"
#include "service/base/base64.hpp"

namespace prescore::service {
namespace {

constexpr const char* kSource = "the model";

std::string pack_document(std::string_view document) {
  try {
    const std::vector<std::uint8_t> bytes = pack(read_model(document, kSource).programme);
    return {bytes.begin(), bytes.end()};
  } catch (const InputError& error) {
    // What the document holds may stand in the message, and its bytes may be no text.
    throw ModelRefused(printable(error.what()));
  }
}

}  // namespace

StoredVersion NewVersion::stored(Moment added, const std::string& added_by) const {
  return {loaded->programme().id, loaded->version(), to_base64(packed), document, added, added_by};
}

NewVersion read_new_version(std::string_view content) {
  NewVersion version;
  if (is_packed_model(content)) {
    version.packed = content;
  } else {
    version.packed = pack_document(content);
    version.document = content;
  }
  version.loaded = std::make_shared<const LoadedProgramme>(version.packed);
  return version;
}

std::string missing_signatures(const std::vector<std::string>& documents, const std::string& version,
                               const SignatureRule& rule) {
  std::string problem = "only a packed model was sent, which carries no signatures: send the JSON that was signed";
  for (const std::string& document : documents) {
    try {
      // A person who can write to the database can put any document there.
      if (version_of(pack_document(document)) != version) throw InputError("the document is one of another version");
      require_signatures(parse_json(document, kSource), kSource, rule.roles, rule.keys);
      return {};
    } catch (const std::exception& error) {
      problem = printable(error.what());
    }
  }
  return problem;
}

}  // namespace prescore::service
