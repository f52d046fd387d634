#include "response.hpp"

#include <bit>
#include <string_view>

namespace prescore::wasm {
namespace {

/// Appends JSON. Names need no escapes: `check` lets only [a-z0-9_-] pass, and codes are ours.
class Text {
 public:
  Text& raw(std::string_view text) {
    text_ += text;
    return *this;
  }
  Text& quoted(std::string_view name) { return raw("\"").raw(name).raw("\""); }
  Text& number(std::int64_t value) { return raw(std::to_string(value)); }

  /// The value of a number question, in its unit.
  Text& scaled(std::int64_t value, std::uint8_t decimals) {
    number(value);
    return decimals == 0 ? *this : raw("e-").number(decimals);
  }

  /// A comma before every entry but the first of a list.
  Text& next(bool& first) {
    if (!first) raw(",");
    first = false;
    return *this;
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void add_limits(Text& text, const Question& question) {
  text.raw("\"minimum\":").scaled(question.minimum, question.decimals);
  text.raw(",\"maximum\":").scaled(question.maximum, question.decimals);
}

bool has_limits(IssueCode code) {
  return code == IssueCode::not_a_number || code == IssueCode::not_whole || code == IssueCode::below_minimum ||
         code == IssueCode::above_maximum;
}

void add_issue(Text& text, const Programme& programme, const Issue& issue) {
  text.raw("{\"code\":").quoted(name(issue.code));
  if (issue.code == IssueCode::unknown_question || issue.code == IssueCode::duplicate_question) {
    text.raw(",\"answer\":").number(issue.index).raw("}");
    return;
  }
  const Question& question = programme.questionnaire.questions[issue.index];
  text.raw(",\"question\":").quoted(question.id);
  if (has_limits(issue.code)) {
    text.raw(",\"limits\":{");
    add_limits(text, question);
    text.raw("}");
  }
  text.raw("}");
}

void add_question(Text& text, const Question& question) {
  const bool number = question.kind == QuestionKind::number;
  text.raw("{\"id\":").quoted(question.id).raw(",\"kind\":").quoted(number ? "number" : "choice").raw(",");
  if (number) {
    text.raw("\"unit\":").quoted(question.unit).raw(",");
    add_limits(text, question);
    text.raw(",\"money\":").raw(question.money ? "true}" : "false}");
    return;
  }
  text.raw("\"options\":[");
  bool first = true;
  for (const Option& option : question.options) text.next(first).quoted(option.id);
  text.raw("]}");
}

/// The ids of `entries` whose bit is set in `chosen`, as a list.
template <typename Entries>
void add_chosen(Text& text, const Entries& entries, std::uint32_t chosen) {
  text.raw("[");
  bool first = true;
  for (; chosen != 0; chosen &= chosen - 1) {
    text.next(first).quoted(entries[static_cast<std::size_t>(std::countr_zero(chosen))].id);
  }
  text.raw("]");
}

void add_pd(Text& text, std::optional<std::int32_t> pd_ppm) {
  if (!pd_ppm) {
    text.raw("null");
    return;
  }
  text.number(*pd_ppm).raw("e-6");
}

}  // namespace

std::string describe(const ModelError& error) {
  Text text;
  text.raw("{\"error\":").quoted(name(error.code)).raw(",\"section\":").quoted(name(error.section));
  text.raw(",\"index\":").number(error.index).raw(",\"offset\":").number(error.offset).raw("}");
  return text.take();
}

std::string describe(const Programme& programme) {
  Text text;
  text.raw("{\"programme\":").quoted(programme.id).raw(",\"questions\":[");
  bool first = true;
  for (const Question& question : programme.questionnaire.questions) add_question(text.next(first), question);
  text.raw("],\"offers\":");
  add_chosen(text, programme.policy.offers, ~0U >> (32U - programme.policy.offers.size()));
  return text.raw("}").take();
}

std::string describe(const Programme& programme, const Decision& decision) {
  Text text;
  text.raw("{\"kind\":\"decision\",\"outcome\":").quoted(name(decision.outcome));
  text.raw(",\"basis\":").quoted(name(decision.basis)).raw(",\"questions\":");
  add_chosen(text, programme.questionnaire.questions, decision.questions);
  text.raw(",\"offers\":");
  add_chosen(text, programme.policy.offers, decision.offers);
  text.raw(",\"pd\":");
  add_pd(text, decision.pd_ppm);
  return text.raw("}").take();
}

std::string describe(const Programme& programme, const std::vector<Issue>& issues) {
  Text text;
  text.raw("{\"kind\":\"issues\",\"issues\":[");
  bool first = true;
  for (const Issue& issue : issues) add_issue(text.next(first), programme, issue);
  return text.raw("]}").take();
}

std::string describe(const Programme& programme, std::uint32_t question,
                     const Result<std::int32_t, IssueCode>& reading) {
  Text text;
  if (!reading.ok()) {
    add_issue(text.raw("{\"kind\":\"issue\",\"issue\":"), programme, {reading.error(), question});
    return text.raw("}").take();
  }
  const Question& asked = programme.questionnaire.questions[question];
  text.raw("{\"kind\":\"value\",\"value\":");
  if (asked.kind == QuestionKind::choice) {
    text.quoted(asked.options[static_cast<std::size_t>(reading.value())].id);
  } else {
    text.scaled(reading.value(), asked.decimals);
  }
  return text.raw("}").take();
}

}  // namespace prescore::wasm
