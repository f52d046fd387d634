#include "json/texts.hpp"

#include <set>
#include <string>
#include <vector>

#include "base/input_error.hpp"
#include "json/json_place.hpp"
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

std::string require_text(const JsonPlace& place, const std::string& code) {
  std::string text = place.at(code).text();
  if (text.empty()) place.at(code).fail("is empty: an applicant would read nothing");
  return text;
}

/// Names the languages that `folder` has where that of `file` is none of them.
void require_language(const std::filesystem::path& file, const std::filesystem::path& folder) {
  if (std::filesystem::exists(file)) return;
  std::string known;
  if (std::filesystem::is_directory(folder)) {
    for (const std::filesystem::path& one : language_files(folder)) {
      known += (known.empty() ? "" : ", ") + one.stem().string();
    }
  }
  throw InputError(file.string() + ": there are no texts in this language; " +
                   (known.empty() ? "name the folder of the texts with --texts" : "there are " + known));
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
      for (const std::string& code : factor_codes(question)) (void)require_text(texts.at("reasons"), code);
    }
    for (const RealisticChange& change : programme.policy.what_would_help.changes) {
      (void)require_text(texts.at("changes"), changed_code(change, programme.questionnaire));
    }
  }
}

ReasonTexts read_reason_texts(const Programme& programme, const std::filesystem::path& folder,
                              const std::string& language) {
  const std::filesystem::path file = folder / (language + ".json");
  require_language(file, folder);
  const Json document = read_json_file(file);
  const JsonPlace reasons = JsonPlace(document, file.string()).at("reasons");
  ReasonTexts texts;
  for (std::size_t index = 0; index < programme.questionnaire.questions.size(); ++index) {
    std::vector<std::string> codes = factor_codes(programme.questionnaire.questions[index]);
    if (programme.encoding[index].missing_seen) codes.push_back(factor_code(programme, index, kMissing));
    for (const std::string& code : codes) texts[code] = require_text(reasons, code);
  }
  return texts;
}

}  // namespace prescore
