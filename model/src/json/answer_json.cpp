#include "json/answer_json.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/file_error.hpp"

namespace prescore {
namespace {

/// The lowest number of 32 bits stands for a missing answer.
constexpr std::int64_t kLowestAnswer = std::numeric_limits<std::int32_t>::min() + 1;
constexpr std::int64_t kHighestAnswer = std::numeric_limits<std::int32_t>::max();

/// The entry whose id is the text at `place`; an error, "X is not " and `what`, if there is none.
template <typename Entries>
std::optional<std::size_t> find_id(const JsonPlace& place, const Entries& entries, const std::string& what) {
  const std::string id = place.text();
  if (!place.json().is_string()) return std::nullopt;
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.id == id; });
  if (found != entries.end()) return static_cast<std::size_t>(found - entries.begin());
  const bool all_read =
      std::none_of(entries.begin(), entries.end(), [](const auto& entry) { return entry.id.empty(); });
  if (all_read && !entries.empty()) place.report("\"" + shown_text(id) + "\" is not " + what);
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> find_question(const JsonPlace& place, const Questionnaire& questionnaire) {
  return find_id(place, questionnaire.questions, "a question");
}

std::optional<std::size_t> find_option(const JsonPlace& place, const Question& question) {
  return find_id(place, question.options, "an option of \"" + question.id + "\"");
}

std::size_t question_index(const JsonPlace& place, const Questionnaire& questionnaire) {
  const auto index = find_question(place, questionnaire);
  if (!index) place.fail("is not a question");
  return *index;
}

std::size_t option_index(const JsonPlace& place, const Question& question) {
  const auto index = find_option(place, question);
  if (!index) place.fail("is not an option of \"" + question.id + "\"");
  return *index;
}

Json unscaled(std::int64_t value, const Question& question) {
  if (question.decimals == 0) return value;
  return static_cast<double>(value) / std::pow(10.0, question.decimals);
}

std::int32_t read_scaled(const JsonPlace& place, const Question& question) {
  if (question.decimals == 0) return static_cast<std::int32_t>(place.integer(kLowestAnswer, kHighestAnswer));
  const double scale = std::pow(10.0, question.decimals);
  const double limit = static_cast<double>(kHighestAnswer) / scale;
  return static_cast<std::int32_t>(std::lround(place.number(-limit, limit) * scale));
}

AnswerLimits read_limits(const JsonPlace& place, const Question& question) {
  const JsonPlace minimum = place.at("minimum");
  const JsonPlace maximum = place.at("maximum");
  const AnswerLimits limits{read_scaled(minimum, question), read_scaled(maximum, question)};
  if (!minimum.json().is_number() || !maximum.json().is_number()) return limits;
  if (limits.minimum > limits.maximum) place.report("has its minimum above its maximum");
  // The question's own limits may be wrong, which is an error of its own.
  const bool known = question.minimum <= question.maximum;
  if (known && (limits.minimum < question.minimum || limits.maximum > question.maximum)) {
    place.report("goes beyond the limits of the question, " + unscaled(question.minimum, question).dump() + " to " +
                 unscaled(question.maximum, question).dump());
  }
  return limits;
}

}  // namespace prescore
