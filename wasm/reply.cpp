#include "reply.hpp"

namespace prescore::wasm {
namespace {

/// The numbers before the first of the reply itself.
constexpr std::size_t kHeaderSize = 2;

}  // namespace

Reply::Place Reply::place_of(IssueCode code) noexcept {
  switch (code) {
    case IssueCode::unknown_question:
    case IssueCode::duplicate_question:
      return Place::answer;
    case IssueCode::missing_answer:
    case IssueCode::unknown_option:
      return Place::question;
    case IssueCode::not_a_number:
    case IssueCode::not_whole:
    case IssueCode::below_minimum:
    case IssueCode::above_maximum:
      break;
  }
  return Place::question_with_limits;
}

void Reply::begin(std::int32_t first) {
  numbers_.assign(kHeaderSize, 0);
  names_.clear();
  number(first);
}

/// Sets cross as their 32 bits.
void Reply::number(std::int64_t value) { numbers_.push_back(static_cast<std::int32_t>(value)); }

void Reply::name(std::string_view name) {
  names_ += name;
  names_ += '\0';
}

void Reply::issue(const Issue& issue) {
  number(static_cast<std::int64_t>(issue.code));
  number(issue.index);
  number(static_cast<std::int64_t>(place_of(issue.code)));
}

void Reply::question(const Question& question) {
  name(question.id);
  number(static_cast<std::int64_t>(question.options.size()));
  for (const Option& option : question.options) name(option.id);
  if (question.kind == QuestionKind::choice) return;
  name(question.unit);
  number(question.minimum);
  number(question.maximum);
  number(question.decimals);
  number(question.money ? 1 : 0);
}

std::uintptr_t Reply::finish() {
  numbers_[0] = static_cast<std::int32_t>(reinterpret_cast<std::uintptr_t>(names_.data()));
  numbers_[1] = static_cast<std::int32_t>(names_.size());
  return reinterpret_cast<std::uintptr_t>(numbers_.data());
}

std::uintptr_t Reply::write(const ModelError& error) {
  begin(0);
  number(static_cast<std::int64_t>(error.code));
  number(static_cast<std::int64_t>(error.section));
  number(error.index);
  number(error.offset);
  return finish();
}

std::uintptr_t Reply::write(const Programme& programme) {
  begin(1);
  name(programme.id);
  number(static_cast<std::int64_t>(programme.questionnaire.questions.size()));
  for (const Question& asked : programme.questionnaire.questions) question(asked);
  number(static_cast<std::int64_t>(programme.policy.offers.size()));
  for (const Offer& offer : programme.policy.offers) name(offer.id);
  return finish();
}

std::uintptr_t Reply::write(const Result<Decision, std::vector<Issue>>& evaluation) {
  if (!evaluation.ok()) {
    begin(0);
    number(static_cast<std::int64_t>(evaluation.error().size()));
    for (const Issue& found : evaluation.error()) issue(found);
    return finish();
  }
  const Decision& decision = evaluation.value();
  begin(1);
  number(static_cast<std::int64_t>(decision.outcome));
  number(static_cast<std::int64_t>(decision.basis));
  number(decision.questions);
  number(decision.offers);
  number(decision.pd_ppm.value_or(-1));
  return finish();
}

std::uintptr_t Reply::write(std::uint32_t question, const Result<std::int32_t, IssueCode>& reading) {
  begin(reading.ok() ? 1 : 0);
  if (reading.ok()) {
    number(reading.value());
  } else {
    issue({reading.error(), question});
  }
  return finish();
}

}  // namespace prescore::wasm
