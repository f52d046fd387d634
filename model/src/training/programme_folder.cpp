#include "training/programme_folder.hpp"

namespace prescore {

ProgrammeFolder read_programme_folder(const std::filesystem::path& folder) {
  const std::filesystem::path questionnaire = folder / "questionnaire.json";
  const std::filesystem::path policy = folder / "policy.json";
  ProgrammeFolder programme;
  programme.source = folder.string();
  const Json questions = read_json_file(questionnaire);
  const Json offers = read_json_file(policy);
  programme.id = std::filesystem::canonical(folder).filename().string();
  programme.questionnaire = read_questionnaire({questions, questionnaire.string()});
  programme.policy = read_policy({offers, policy.string()}, programme.questionnaire);
  programme.settings = read_training_settings(folder / "training.json", programme.questionnaire);
  return programme;
}

}  // namespace prescore
