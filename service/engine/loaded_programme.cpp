#include "prescore/packed.hpp"
#include "service/base/crypto.hpp"
#include "service/engine/catalogue.hpp"

namespace prescore::service {

std::string version_of(std::string_view packed) { return "sha256:" + hex(sha256(packed)); }

LoadedProgramme::LoadedProgramme(std::string_view packed) : version_(version_of(packed)) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(packed.data());
  Result<Programme, ModelError> read = read_packed({bytes, packed.size()});
  if (!read.ok()) {
    const ModelError& error = read.error();
    throw ModelRefused("the packed model has the error " + std::string(name(error.code)) + " in its section " +
                       std::string(name(error.section)) + ": " + std::string(meaning(error.code)));
  }
  programme_ = std::move(read.value());
  for (const Question& question : programme_.questionnaire.questions) {
    if (question.from == AnswerSource::client_data) bank_questions_.push_back(question.id);
  }
  explainer_ = std::make_unique<const Explainer>(programme_.forest, programme_.reference);
}

}  // namespace prescore::service
