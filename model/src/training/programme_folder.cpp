#include "training/programme_folder.hpp"

#include "base/file_error.hpp"
#include "json/texts.hpp"
#include "packed/model_error_text.hpp"
#include "prescore/check.hpp"
#include "training/data_names.hpp"
#include "training/training_settings.hpp"

namespace prescore {
namespace {

/// Calls `read` with the document, unless it is not JSON.
template <typename Read>
void read_document(const NamedText& file, ErrorList& errors, Read read) {
  const Json document = read_json(file, &errors);
  if (!document.is_discarded()) read(JsonPlace(document, file.name, &errors));
}

void check_id(const ProgrammeFiles& files, ErrorList& errors) {
  if (is_name(files.id)) return;
  errors.add(files.source + ": the folder is named \"" + shown_text(files.id) +
             "\", and so is the programme; rename it to 1 to 64 characters of a-z, 0-9, _ and -");
}

/// The readers check what the core checks, with better places and words. Should they have missed something, it is said
/// here, not after the training.
void check_by_core(const ProgrammeFolder& programme, const ProgrammeFiles& files, ErrorList& errors) {
  if (!errors.empty()) return;
  if (const auto error = check_questionnaire(programme.questionnaire)) {
    errors.add(files.questionnaire.name + ", /questions/" + std::to_string(error->index) + ": " +
               described(error->code));
  } else if (const auto policy_error = check_policy(programme.policy, programme.questionnaire)) {
    errors.add(files.policy.name + ", /offers/" + std::to_string(policy_error->index) + ": " +
               described(policy_error->code));
  }
}

}  // namespace

ProgrammeFolder read_programme(const ProgrammeFiles& files) {
  ErrorList errors;
  ProgrammeFolder programme;
  programme.id = files.id;
  programme.source = files.source;
  check_id(files, errors);
  read_document(files.questionnaire, errors, [&](const JsonPlace& place) {
    programme.questionnaire = read_questionnaire(place);
    check_data_names(place);
  });
  read_document(files.policy, errors, [&](const JsonPlace& place) {
    programme.policy = read_policy(place, programme.questionnaire, programme.id);
  });
  read_document(files.settings, errors, [&](const JsonPlace& place) {
    programme.settings = read_training_settings(place, programme.questionnaire);
    check_outcome_columns(place, programme.questionnaire);
  });
  for (const NamedText& language : files.texts) {
    check_texts(programme.questionnaire, programme.policy, language, errors);
  }
  check_by_core(programme, files, errors);
  errors.throw_if_any(files.source);
  return programme;
}

}  // namespace prescore
