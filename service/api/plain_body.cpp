#include "service/api/plain_body.hpp"

#include <algorithm>

#include "service/base/json_pass.hpp"

namespace prescore::service {
namespace {

/// More answers than that are compared with each other for too long.
constexpr std::size_t kFewAnswers = 32;

/// Takes a text for a member that is there once and has at most so many bytes.
bool take_once(JsonPass& pass, bool& is_there, std::string& text, std::size_t limit) {
  std::string_view found;
  if (is_there || !pass.take_text(found) || found.size() > limit) return false;
  is_there = true;
  text = found;
  return true;
}

bool take_answer(JsonPass& pass, std::string_view question, AnswerTexts& answers) {
  std::string_view text;
  const bool is_known =
      std::ranges::any_of(answers, [question](const GivenAnswer& given) { return given.question == question; });
  if (is_known || answers.size() == kFewAnswers || !pass.take_text(text) || text.size() > kMaxAnswerBytes) return false;
  answers.push_back({std::string(question), std::string(text)});
  return true;
}

bool take_hint(JsonPass& pass, std::optional<Hint>& hint) {
  bool has_outcome = false;
  bool has_version = false;
  if (hint) return false;
  hint.emplace();
  const auto take_part = [&](std::string_view name) {
    if (name == "outcome") return take_once(pass, has_outcome, hint->outcome, kMaxHintOutcome);
    return name == "version" && take_once(pass, has_version, hint->version, kMaxHintVersion);
  };
  return pass.take_object(take_part) && has_outcome && has_version;
}

struct Seen {
  bool programme = false;
  bool client = false;
  bool answers = false;
};

bool take_member(JsonPass& pass, std::string_view name, DecisionRequest& request, Seen& seen) {
  if (name == "programme") return take_once(pass, seen.programme, request.programme, kMaxProgrammeName);
  if (name == "client") return take_once(pass, seen.client, request.client, kMaxReference);
  if (name == "hint") return take_hint(pass, request.hint);
  if (name != "answers" || seen.answers) return false;
  seen.answers = true;
  request.answers.reserve(8);
  return pass.take_object([&](std::string_view question) { return take_answer(pass, question, request.answers); });
}

}  // namespace

std::optional<DecisionRequest> read_plain_body(std::string_view body) {
  JsonPass pass(body);
  DecisionRequest request;
  Seen seen;
  const bool is_plain =
      pass.take_object([&](std::string_view name) { return take_member(pass, name, request, seen); }) &&
      pass.is_at_end() && seen.programme && seen.answers;
  if (!is_plain) return std::nullopt;
  return request;
}

}  // namespace prescore::service
