#include "json/texts.hpp"

#include <string>
#include <vector>

#include "json/json_place.hpp"
#include "prescore/reasons.hpp"

namespace prescore {
namespace {

std::string require_text(const JsonPlace& place, const std::string& code) {
  std::string text = place.at(code).text();
  if (text.empty()) place.at(code).fail("is empty: an applicant would read nothing");
  return text;
}

std::string changed_code(const RealisticChange& change, const Questionnaire& questionnaire) {
  return change_code(questionnaire.questions[change.question], change.to);
}

}  // namespace

void require_texts(const Programme& programme, const NamedText& language) {
  const Json document = read_json(language);
  const JsonPlace texts(document, language.name);
  for (const Question& question : programme.questionnaire.questions) {
    for (const std::string& code : factor_codes(question)) (void)require_text(texts.at("reasons"), code);
  }
  for (const RealisticChange& change : programme.policy.what_would_help.changes) {
    (void)require_text(texts.at("changes"), changed_code(change, programme.questionnaire));
  }
}

ReasonTexts read_reason_texts(const Programme& programme, const NamedText& language) {
  const Json document = read_json(language);
  const JsonPlace reasons = JsonPlace(document, language.name).at("reasons");
  ReasonTexts texts;
  for (std::size_t index = 0; index < programme.questionnaire.questions.size(); ++index) {
    std::vector<std::string> codes = factor_codes(programme.questionnaire.questions[index]);
    if (programme.encoding[index].missing_seen) codes.push_back(factor_code(programme, index, kMissing));
    for (const std::string& code : codes) texts[code] = require_text(reasons, code);
  }
  return texts;
}

}  // namespace prescore
