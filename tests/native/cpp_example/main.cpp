// decide MODEL QUESTION=TEXT ...: the decision on one applicant, with its reasons.
#include <bit>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>
#include <vector>

#include "prescore/evaluate.hpp"
#include "prescore/packed.hpp"

namespace {

std::vector<std::uint8_t> read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The arguments after the model, split at the first equals sign.
std::vector<prescore::Answer> read_answers(int count, char** arguments) {
  std::vector<prescore::Answer> answers;
  for (int index = 2; index < count; ++index) {
    const std::string_view argument = arguments[index];
    const std::size_t split = argument.find('=');
    if (split == std::string_view::npos) continue;
    answers.push_back({argument.substr(0, split), argument.substr(split + 1)});
  }
  return answers;
}

void print_reasons(const prescore::Programme& programme, const prescore::ExplainedDecision& explained) {
  for (const prescore::QuestionSet questions : explained.reasons.against) {
    std::cout << "against";
    // One question, or the two that only together make a reason.
    for (auto left = questions; left != 0; left &= left - 1) {
      const auto question = static_cast<std::size_t>(std::countr_zero(left));
      std::cout << ' ' << prescore::factor_code(programme, question, explained.applicant.values[question]);
    }
    std::cout << '\n';
  }
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::uint8_t> bytes = read_file(count > 1 ? arguments[1] : "");
  const auto model = prescore::read_packed(bytes);
  if (!model.ok()) {
    std::cerr << "not a model: " << prescore::meaning(model.error().code) << '\n';
    return 2;
  }
  // Made once, and used by any number of threads.
  const prescore::Programme& programme = model.value();
  const prescore::Explainer explainer(programme.forest, programme.reference);

  const auto answers = read_answers(count, arguments);
  const auto evaluation = prescore::evaluate_with_reasons(programme, explainer, answers);
  if (!evaluation.ok()) {
    for (const prescore::Issue& issue : evaluation.error()) std::cout << "issue " << prescore::name(issue.code) << '\n';
    return 1;
  }
  const prescore::Decision& decision = evaluation.value().decision;
  std::cout << "outcome " << prescore::name(decision.outcome) << '\n';
  std::cout << "basis " << prescore::name(decision.basis) << '\n';
  if (decision.pd_ppm) std::cout << "pd_ppm " << *decision.pd_ppm << '\n';
  for (std::size_t offer = 0; offer < programme.policy.offers.size(); ++offer) {
    if ((decision.offers >> offer & 1U) != 0) std::cout << "offer " << programme.policy.offers[offer].id << '\n';
  }
  print_reasons(programme, evaluation.value());
  return 0;
}
