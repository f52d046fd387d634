#include "texts.hpp"

#include <set>
#include <string>
#include <vector>

#include "input_error.hpp"
#include "json_place.hpp"
#include "prescore/reasons.hpp"

namespace prescore {
namespace {

std::set<std::filesystem::path> language_files(const std::filesystem::path& folder) {
  std::set<std::filesystem::path> files;
  if (std::filesystem::is_directory(folder)) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".json") files.insert(entry.path());
    }
  }
  if (!files.empty()) return files;
  throw InputError(folder.string() + ": no texts (*.json) in which reasons could be said; name their folder with " +
                   "--texts, or pack a model that no page shows with --without-texts");
}

void require_text(const JsonPlace& place, const std::string& code) {
  if (place.at(code).text().empty()) place.at(code).fail("is empty: an applicant would read nothing");
}

std::string changed_code(const RealisticChange& change, const Questionnaire& questionnaire) {
  return change_code(questionnaire.questions[change.question], change.to);
}

}  // namespace

void require_texts(const Programme& programme, const std::filesystem::path& folder) {
  for (const std::filesystem::path& file : language_files(folder)) {
    const Json document = read_json_file(file);
    const JsonPlace texts(document, file.string());
    for (const Question& question : programme.questionnaire.questions) {
      for (const std::string& code : factor_codes(question)) require_text(texts.at("reasons"), code);
    }
    for (const RealisticChange& change : programme.policy.what_would_help.changes) {
      require_text(texts.at("changes"), changed_code(change, programme.questionnaire));
    }
  }
}

}  // namespace prescore
