#include "json/reference_json.hpp"

#include <algorithm>
#include <optional>

#include "json/answer_json.hpp"

namespace prescore {
namespace {

Json answer_json(std::int32_t answer, const Question& question) {
  if (question.kind == QuestionKind::number) return unscaled(answer, question);
  return question.options[static_cast<std::size_t>(answer)].id;
}

/// An answer that the questionnaire takes, or throws.
std::int32_t read_answer_at(const JsonPlace& place, const Question& question) {
  if (question.kind == QuestionKind::choice) return static_cast<std::int32_t>(option_index(place, question));
  const std::int32_t answer = read_scaled(place, question);
  if (question.minimum <= answer && answer <= question.maximum) return answer;
  place.fail("is outside the limits of the question, " + unscaled(question.minimum, question).dump() + " to " +
             unscaled(question.maximum, question).dump());
}

/// The answer that stands for a code: the highest of a number's band.
Json code_json(std::uint8_t code, const Question& question, const FeatureEncoding& feature) {
  if (code == kMissingCode) return nullptr;
  if (question.kind == QuestionKind::choice) {
    const auto option = std::find(feature.option_codes.begin(), feature.option_codes.end(), code);
    return question.options[static_cast<std::size_t>(option - feature.option_codes.begin())].id;
  }
  return unscaled(code <= feature.cuts.size() ? feature.cuts[code - 1U] : feature.maximum_seen, question);
}

ReferenceVector read_vector(const JsonPlace& place, const Programme& programme) {
  place.allow_keys({"weight", "answers"});
  const auto& questions = programme.questionnaire.questions;
  const auto cells = place.at("answers").items();
  if (cells.size() != questions.size()) place.at("answers").fail("must have one answer for each question, in order");
  Applicant applicant;
  for (std::size_t index = 0; index < cells.size(); ++index) {
    const bool missing = cells[index].json().is_null();
    applicant.values[index] = missing ? kMissing : read_answer_at(cells[index], questions[index]);
  }
  const Features features = encode(programme.questionnaire, programme.encoding, applicant);
  for (std::size_t index = 0; index < cells.size(); ++index) {
    if (((features.not_covered >> index) & 1U) != 0) cells[index].fail("is not an answer that the training data held");
  }
  ReferenceVector vector;
  vector.weight = static_cast<std::uint32_t>(place.at("weight").integer(1, kMaxReferenceWeight));
  vector.codes = features.codes;
  return vector;
}

std::optional<RealisticChange> read_option_change(const JsonPlace& place, const Question& question) {
  place.allow_keys({"question", "from", "to"});
  const auto from = find_option(place.at("from"), question);
  const auto to = find_option(place.at("to"), question);
  if (!from || !to) return std::nullopt;
  if (*from == *to) place.at("to").report("must differ from \"from\"");
  RealisticChange change;
  change.from = static_cast<std::uint16_t>(*from);
  change.to = static_cast<std::uint16_t>(*to);
  return change;
}

std::optional<RealisticChange> read_rise(const JsonPlace& place, const Question& question) {
  place.allow_keys({"question", "rise_percent"});
  if (question.unit == kUnitOfAge) place.at("question").report("is an age: nobody can change it");
  RealisticChange change;
  change.rise_percent = static_cast<std::uint8_t>(place.at("rise_percent").integer(1, kMaxRisePercent));
  return change;
}

std::optional<RealisticChange> read_change(const JsonPlace& place, const Questionnaire& questionnaire) {
  const auto index = find_question(place.at("question"), questionnaire);
  if (!index) return std::nullopt;
  const Question& question = questionnaire.questions[*index];
  auto change =
      question.kind == QuestionKind::choice ? read_option_change(place, question) : read_rise(place, question);
  if (change) change->question = static_cast<std::uint8_t>(*index);
  return change;
}

}  // namespace

Json to_json(const Reference& reference, const Programme& programme) {
  const auto& questions = programme.questionnaire.questions;
  Json answers = Json::object();
  for (std::size_t index = 0; index < questions.size(); ++index) {
    answers[questions[index].id] = answer_json(reference.answers[index], questions[index]);
  }
  Json population = Json::array();
  for (const ReferenceVector& vector : reference.population) {
    Json cells = Json::array();
    for (std::size_t index = 0; index < questions.size(); ++index) {
      cells.push_back(code_json(vector.codes[index], questions[index], programme.encoding[index]));
    }
    population.push_back({{"weight", vector.weight}, {"answers", std::move(cells)}});
  }
  return {{"answers", std::move(answers)}, {"population", std::move(population)}};
}

Reference read_reference(const JsonPlace& place, const Programme& programme) {
  place.allow_keys({"answers", "population"});
  Reference reference;
  const JsonPlace answers = place.at("answers");
  for (const Question& question : programme.questionnaire.questions) {
    reference.answers.push_back(read_answer_at(answers.at(question.id), question));
  }
  if (answers.json().size() != reference.answers.size()) answers.fail("must name each question once, and nothing else");
  for (const JsonPlace& vector : place.at("population").items()) {
    reference.population.push_back(read_vector(vector, programme));
  }
  return reference;
}

Json to_json(const WhatWouldHelp& help, const Questionnaire& questionnaire) {
  Json changes = Json::array();
  for (const RealisticChange& change : help.changes) {
    const Question& question = questionnaire.questions[change.question];
    if (question.kind == QuestionKind::number) {
      changes.push_back({{"question", question.id}, {"rise_percent", change.rise_percent}});
    } else {
      changes.push_back({{"question", question.id},
                         {"from", question.options[change.from].id},
                         {"to", question.options[change.to].id}});
    }
  }
  return {{"shown", help.shown}, {"changes", std::move(changes)}};
}

WhatWouldHelp read_what_would_help(const JsonPlace& place, const Questionnaire& questionnaire) {
  place.allow_keys({"shown", "changes"});
  WhatWouldHelp help;
  help.shown = place.at("shown").flag();
  for (const JsonPlace& entry : place.at("changes").items({0, kMaxChanges, "change"})) {
    if (const auto change = read_change(entry, questionnaire)) help.changes.push_back(*change);
  }
  return help;
}

}  // namespace prescore
