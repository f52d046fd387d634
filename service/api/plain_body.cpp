#include "service/api/plain_body.hpp"

#include <algorithm>

namespace prescore::service {
namespace {

/// More answers than that are compared with each other for too long.
constexpr std::size_t kFewAnswers = 32;

/// Where a pass through the body stands. Each `take` goes on behind what it names, and returns whether that was there.
class Pass {
 public:
  explicit Pass(std::string_view body) noexcept : at_(body.data()), end_(body.data() + body.size()) {}

  void skip_blanks() noexcept {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
  }

  /// Of a mark and the blanks around it.
  [[nodiscard]] bool take(char mark) noexcept {
    skip_blanks();
    if (at_ == end_ || *at_ != mark) return false;
    ++at_;
    skip_blanks();
    return true;
  }

  /// Of a text between quotation marks, which is what it stands for: without escapes, in ASCII.
  [[nodiscard]] bool take_text(std::string_view& text) noexcept {
    if (at_ == end_ || *at_ != '"') return false;
    const char* const start = ++at_;
    while (at_ < end_ && *at_ >= ' ' && *at_ < 127 && *at_ != '"' && *at_ != '\\') ++at_;
    if (at_ == end_ || *at_ != '"') return false;
    text = {start, static_cast<std::size_t>(at_ - start)};
    ++at_;
    return true;
  }

  /// Of an object, whose members `take_value` reads by their names.
  template <typename TakeValue>
  [[nodiscard]] bool take_object(TakeValue take_value) {
    if (!take('{')) return false;
    if (take('}')) return true;
    do {
      std::string_view member;
      if (!take_text(member) || !take(':') || !take_value(member)) return false;
    } while (take(','));
    return take('}');
  }

  [[nodiscard]] bool is_at_end() const noexcept { return at_ == end_; }

 private:
  const char* at_;
  const char* end_;
};

/// Takes a text for a member that is there once and has at most so many bytes.
bool take_once(Pass& pass, bool& is_there, std::string& text, std::size_t limit) {
  std::string_view found;
  if (is_there || !pass.take_text(found) || found.size() > limit) return false;
  is_there = true;
  text = found;
  return true;
}

bool take_answer(Pass& pass, std::string_view question, AnswerTexts& answers) {
  std::string_view text;
  const bool is_known =
      std::ranges::any_of(answers, [question](const GivenAnswer& given) { return given.question == question; });
  if (is_known || answers.size() == kFewAnswers || !pass.take_text(text) || text.size() > kMaxAnswerBytes) return false;
  answers.push_back({std::string(question), std::string(text)});
  return true;
}

bool take_hint(Pass& pass, std::optional<Hint>& hint) {
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

bool take_member(Pass& pass, std::string_view name, DecisionRequest& request, Seen& seen) {
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
  Pass pass(body);
  DecisionRequest request;
  Seen seen;
  const bool is_plain =
      pass.take_object([&](std::string_view name) { return take_member(pass, name, request, seen); }) &&
      pass.is_at_end() && seen.programme && seen.answers;
  if (!is_plain) return std::nullopt;
  return request;
}

}  // namespace prescore::service
