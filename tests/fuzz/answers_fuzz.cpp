// The validator: any bytes as answers, to the small programme. A part is a question's place and a text, ended by NUL.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "prescore/evaluate.hpp"
#include "support/small_programme.hpp"

namespace prescore::test {
namespace {

/// The first byte of a part chooses the question: beyond the questionnaire it is an unknown one.
std::vector<Answer> answers_in(std::string_view input, const Questionnaire& questionnaire) {
  std::vector<Answer> answers;
  while (!input.empty()) {
    const std::string_view part = input.substr(0, input.find('\0'));
    input.remove_prefix(part.size() < input.size() ? part.size() + 1 : part.size());
    if (part.empty()) continue;
    const auto place = static_cast<std::size_t>(static_cast<unsigned char>(part.front()) - '0');
    const bool known = place < questionnaire.questions.size();
    answers.push_back(
        {known ? std::string_view(questionnaire.questions[place].id) : part.substr(0, 1), part.substr(1)});
  }
  return answers;
}

void check_issues(const std::vector<Issue>& issues, const Questionnaire& questionnaire, std::size_t answers) {
  require(!issues.empty(), "a refusal names its issues");
  std::size_t last = 0;
  bool misplaced = false;
  for (const Issue& issue : issues) {
    const bool of_an_answer = issue.code == IssueCode::unknown_question || issue.code == IssueCode::duplicate_question;
    require(of_an_answer || !misplaced, "issues of questions come before issues of stray answers");
    if (of_an_answer && !misplaced) last = 0;
    misplaced = of_an_answer;
    require(issue.index >= last, "issues come in order");
    require(issue.index < (of_an_answer ? answers : questionnaire.questions.size()), "an issue has a place");
    last = issue.index;
  }
}

/// A number that was understood is understood again when it is written plainly.
void check_number(const Question& question, std::string_view text) {
  for (const NumberStyle style :
       {NumberStyle::people, NumberStyle::programs, NumberStyle::decimal_point, NumberStyle::decimal_comma}) {
    const auto value = read_number(question, text, style);
    if (!value.ok()) continue;
    require(question.minimum <= value.value() && value.value() <= question.maximum, "a number lies in its range");
    const auto again = read_number(question, std::to_string(value.value()), NumberStyle::people);
    require(again.ok() && again.value() == value.value(), "a number survives being written plainly");
  }
}

}  // namespace
}  // namespace prescore::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace prescore;
  using namespace prescore::test;
  static const Programme programme = small_programme();
  const Questionnaire& questionnaire = programme.questionnaire;
  const std::vector<Answer> answers = answers_in({reinterpret_cast<const char*>(data), size}, questionnaire);
  const auto evaluation = evaluate(programme, answers);
  if (!evaluation.ok()) check_issues(evaluation.error(), questionnaire, answers.size());
  for (const Answer& answer : answers) {
    check_number(questionnaire.questions[kAge], answer.text);
    check_number(questionnaire.questions[kIncome], answer.text);
  }
  return 0;
}
