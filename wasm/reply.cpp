#include "reply.hpp"

#include <bit>
#include <string_view>

#include "memory.hpp"

namespace prescore::wasm {
namespace {

/// What an issue's index counts, and whether the limits of a question belong to it.
enum class Place : std::uint8_t { question, question_with_limits, answer };

Place place_of(IssueCode code) noexcept {
  switch (code) {
    case IssueCode::unknown_question:
    case IssueCode::duplicate_question:
      return Place::answer;
    case IssueCode::missing_answer:
    case IssueCode::unknown_option:
    case IssueCode::not_from_applicant:
      return Place::question;
    case IssueCode::not_a_number:
    case IssueCode::not_whole:
    case IssueCode::below_minimum:
    case IssueCode::above_maximum:
    case IssueCode::implausibly_low:
    case IssueCode::implausibly_high:
    case IssueCode::looks_like_a_year:
      break;
  }
  return Place::question_with_limits;
}

/// Appends a number to the reply: nothing else takes memory while one is written, so the numbers follow one another.
[[gnu::noinline]] std::uintptr_t number(std::uint32_t value) noexcept {
  auto* const place = static_cast<std::uint32_t*>(take_memory(sizeof value, sizeof value));
  *place = value;
  return reinterpret_cast<std::uintptr_t>(place);
}

void signed_number(std::int32_t value) noexcept { number(static_cast<std::uint32_t>(value)); }

[[gnu::noinline]] void name(std::string_view name) noexcept {
  number(static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(name.data())));
  number(static_cast<std::uint32_t>(name.size()));
}

void write_issue(const Issue& issue) noexcept {
  number(static_cast<std::uint32_t>(issue.code));
  number(issue.index);
  number(static_cast<std::uint32_t>(place_of(issue.code)));
}

std::uintptr_t write_issues(const std::vector<Issue>& issues) noexcept {
  const std::uintptr_t reply = number(0);
  number(static_cast<std::uint32_t>(issues.size()));
  for (const Issue& issue : issues) write_issue(issue);
  return reply;
}

void write_question(const Question& question) noexcept {
  name(question.id);
  number(static_cast<std::uint32_t>(question.options.size()));
  for (const Option& option : question.options) name(option.id);
  if (question.kind == QuestionKind::choice) return;
  name(question.unit);
  signed_number(question.minimum);
  signed_number(question.maximum);
  number(question.decimals);
  number(question.money ? 1 : 0);
}

std::uintptr_t write_decision(const Decision& decision) noexcept {
  const std::uintptr_t reply = number(1);
  number(static_cast<std::uint32_t>(decision.outcome));
  number(static_cast<std::uint32_t>(decision.basis));
  number(decision.questions);
  number(decision.offers);
  signed_number(decision.pd_ppm.value_or(-1));
  return reply;
}

void write_reasons(const Programme& programme, const Applicant& applicant, const ReasonList& reasons) noexcept {
  number(static_cast<std::uint32_t>(reasons.size()));
  for (const QuestionSet questions : reasons) {
    number(static_cast<std::uint32_t>(std::popcount(questions)));
    for (QuestionSet left = questions; left != 0; left &= left - 1) {
      const auto question = static_cast<std::uint32_t>(std::countr_zero(left));
      number(question);
      signed_number(factor_of(programme, question, applicant.values[question]));
    }
  }
}

void write_help(const Programme& programme, const std::optional<Help>& help) noexcept {
  number(help ? 1 : 0);
  if (!help) return;
  const bool choice = programme.questionnaire.questions[help->question].kind == QuestionKind::choice;
  number(help->question);
  signed_number(choice ? help->answer : 0);
  number(help->changes_outcome ? 1 : 0);
}

}  // namespace

std::uintptr_t write(const ModelError& error) noexcept {
  const std::uintptr_t reply = number(0);
  number(static_cast<std::uint32_t>(error.code));
  number(static_cast<std::uint32_t>(error.section));
  number(error.index);
  number(error.offset);
  return reply;
}

std::uintptr_t write(const Programme& programme) noexcept {
  const std::uintptr_t reply = number(1);
  name(programme.id);
  number(static_cast<std::uint32_t>(programme.questionnaire.questions.size()));
  for (const Question& question : programme.questionnaire.questions) write_question(question);
  number(static_cast<std::uint32_t>(programme.policy.offers.size()));
  for (const Offer& offer : programme.policy.offers) name(offer.id);
  return reply;
}

std::uintptr_t write(const Result<Decision, std::vector<Issue>>& evaluation) noexcept {
  return evaluation.ok() ? write_decision(evaluation.value()) : write_issues(evaluation.error());
}

std::uintptr_t write(const Programme& programme,
                     const Result<ExplainedDecision, std::vector<Issue>>& evaluation) noexcept {
  if (!evaluation.ok()) return write_issues(evaluation.error());
  const auto& [applicant, decision, reasons] = evaluation.value();
  const std::uintptr_t reply = write_decision(decision);
  write_reasons(programme, applicant, reasons.against);
  write_reasons(programme, applicant, reasons.in_favour);
  write_help(programme, reasons.help);
  return reply;
}

std::uintptr_t write(std::uint32_t question, const Result<std::int32_t, IssueCode>& reading) noexcept {
  const std::uintptr_t reply = number(reading.ok() ? 1 : 0);
  if (reading.ok()) {
    signed_number(reading.value());
  } else {
    write_issue({reading.error(), question});
  }
  return reply;
}

}  // namespace prescore::wasm
