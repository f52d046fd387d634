#include "json/texts.hpp"

#include <string>
#include <vector>

#include "json/json_place.hpp"
#include "prescore/reasons.hpp"

namespace prescore {
namespace {

std::string read_text(const JsonPlace& place, const std::string& code) {
  const JsonPlace entry = place.at(code);
  std::string text = entry.text();
  if (entry.json().is_string() && text.empty()) entry.report("is empty: an applicant would read nothing");
  return text;
}

}  // namespace

void check_texts(const Questionnaire& questionnaire, const Policy& policy, const NamedText& language,
                 ErrorList& errors) {
  const Json document = read_json(language, &errors);
  if (document.is_discarded()) return;
  const JsonPlace texts(document, language.name, &errors);
  const JsonPlace reasons = texts.at("reasons");
  for (const Question& question : questionnaire.questions) {
    // An id that could not be read is an error of its own.
    if (question.id.empty()) continue;
    for (const std::string& code : factor_codes(question)) {
      if (!code.ends_with('.')) (void)read_text(reasons, code);
    }
  }
  for (const RealisticChange& change : policy.what_would_help.changes) {
    (void)read_text(texts.at("changes"), change_code(questionnaire.questions[change.question], change.to));
  }
}

void require_texts(const Programme& programme, const NamedText& language) {
  ErrorList errors;
  check_texts(programme.questionnaire, programme.policy, language, errors);
  errors.throw_if_any(language.name);
}

ReasonTexts read_reason_texts(const Programme& programme, const NamedText& language) {
  const Json document = read_json(language);
  const JsonPlace reasons = JsonPlace(document, language.name).at("reasons");
  ReasonTexts texts;
  for (std::size_t index = 0; index < programme.questionnaire.questions.size(); ++index) {
    std::vector<std::string> codes = factor_codes(programme.questionnaire.questions[index]);
    if (programme.encoding[index].missing_seen) codes.push_back(factor_code(programme, index, kMissing));
    for (const std::string& code : codes) texts[code] = read_text(reasons, code);
  }
  return texts;
}

}  // namespace prescore
