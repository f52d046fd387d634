#include "training/programme_folder.hpp"

#include "training/training_settings.hpp"

namespace prescore {

ProgrammeFolder read_programme(const ProgrammeFiles& files) {
  const Json questions = read_json(files.questionnaire);
  const Json offers = read_json(files.policy);
  ProgrammeFolder programme;
  programme.id = files.id;
  programme.source = files.source;
  programme.questionnaire = read_questionnaire({questions, files.questionnaire.name});
  programme.policy = read_policy({offers, files.policy.name}, programme.questionnaire);
  const Json settings = read_json(files.settings);
  programme.settings = read_training_settings({settings, files.settings.name}, programme.questionnaire);
  return programme;
}

}  // namespace prescore
