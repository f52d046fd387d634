#include "json/programme_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/input_error.hpp"
#include "json/forest_json.hpp"
#include "json/outcome_json.hpp"
#include "json/reference_json.hpp"
#include "packed/model_fault.hpp"
#include "prescore/check.hpp"
#include "prescore/packed.hpp"

namespace prescore {
namespace {

constexpr std::string_view kFormat = "prescore-model";
constexpr std::int64_t kFormatVersion = 1;

void read_number_question(const JsonPlace& place, Question& question) {
  place.allow_keys({"id", "kind", "unit", "unit_words", "decimals", "money", "minimum", "maximum", "column"});
  question.kind = QuestionKind::number;
  question.columns = {place.at("column").text()};
  question.unit = place.at("unit").text();
  if (place.has("unit_words")) question.unit_words = place.at("unit_words").texts();
  if (place.has("decimals")) question.decimals = static_cast<std::uint8_t>(place.at("decimals").integer(0, 9));
  if (place.has("money")) question.money = place.at("money").flag();
  question.minimum = read_scaled(place.at("minimum"), question);
  question.maximum = read_scaled(place.at("maximum"), question);
}

void read_choice_question(const JsonPlace& place, Question& question) {
  place.allow_keys({"id", "kind", "columns", "options"});
  question.kind = QuestionKind::choice;
  question.columns = place.at("columns").texts();
  for (const JsonPlace& option : place.at("options").items()) {
    option.allow_keys({"id", "cells"});
    question.options.push_back({option.at("id").text(), option.at("cells").texts()});
  }
}

Question read_question(const JsonPlace& place) {
  Question question;
  question.id = place.at("id").text();
  const std::string kind = place.at("kind").text();
  if (kind == "number") {
    read_number_question(place, question);
  } else if (kind == "choice") {
    read_choice_question(place, question);
  } else {
    place.at("kind").fail("must be \"number\" or \"choice\"");
  }
  return question;
}

EligibilityRule read_rule(const JsonPlace& place, const Questionnaire& questionnaire) {
  place.allow_keys({"question", "minimum", "maximum"});
  const std::size_t index = question_index(place.at("question"), questionnaire);
  const Question& question = questionnaire.questions[index];
  return {static_cast<std::uint8_t>(index), read_scaled(place.at("minimum"), question),
          read_scaled(place.at("maximum"), question)};
}

Json question_json(const Question& question) {
  const bool number = question.kind == QuestionKind::number;
  Json json{{"id", question.id}, {"kind", number ? "number" : "choice"}};
  if (number) {
    json["unit"] = question.unit;
    json["unit_words"] = question.unit_words;
    json["decimals"] = question.decimals;
    json["money"] = question.money;
    json["minimum"] = unscaled(question.minimum, question);
    json["maximum"] = unscaled(question.maximum, question);
    json["column"] = question.columns.front();
    return json;
  }
  json["columns"] = question.columns;
  json["options"] = Json::array();
  for (const Option& option : question.options) json["options"].push_back({{"id", option.id}, {"cells", option.cells}});
  return json;
}

/// Where in the JSON document an entry of a section stands.
std::string json_path(const ModelError& error, const Programme& programme) {
  static constexpr std::array<std::string_view, 7> kPaths = {
      "/programme", "/questionnaire/questions/", "/encoding/", "/forest/trees/", "/pd_table/", "/policy/offers/", ""};
  const auto& questions = programme.questionnaire.questions;
  const std::size_t offers = programme.policy.offers.size();
  if (error.section == Section::reference) {
    return error.index < questions.size() ? "/reference/answers/" + questions[error.index].id
                                          : "/reference/population/" + std::to_string(error.index - questions.size());
  }
  if (error.section == Section::policy && offers > 0 && error.index >= offers) {
    return "/policy/what_would_help/changes/" + std::to_string(error.index - offers);
  }
  const std::string path(kPaths[static_cast<std::size_t>(error.section)]);
  return path.ends_with('/') ? path + std::to_string(error.index) : path;
}

Model read_packed_model(std::string_view bytes, const std::string& source) {
  auto programme = read_packed({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  if (programme.ok()) return {std::move(programme.value()), {}, nullptr};
  throw InputError(packed_model_refusal(programme.error(), source));
}

}  // namespace

Questionnaire read_questionnaire(const JsonPlace& place) {
  place.allow_keys({"questions"});
  Questionnaire questionnaire;
  for (const JsonPlace& question : place.at("questions").items()) {
    questionnaire.questions.push_back(read_question(question));
  }
  return questionnaire;
}

Policy read_policy(const JsonPlace& place, const Questionnaire& questionnaire) {
  place.allow_keys({"offers", "what_would_help"});
  Policy policy;
  if (place.has("what_would_help")) {
    policy.what_would_help = read_what_would_help(place.at("what_would_help"), questionnaire);
  }
  for (const JsonPlace& entry : place.at("offers").items()) {
    entry.allow_keys({"id", "maximum_pd", "eligibility"});
    Offer offer;
    offer.id = entry.at("id").text();
    offer.maximum_pd_ppm = static_cast<std::int32_t>(std::lround(entry.at("maximum_pd").number(0, 1) * kWholePpm));
    for (const JsonPlace& rule : entry.at("eligibility").items()) {
      offer.eligibility.push_back(read_rule(rule, questionnaire));
    }
    policy.offers.push_back(std::move(offer));
  }
  return policy;
}

Json to_json(const Questionnaire& questionnaire) {
  Json questions = Json::array();
  for (const Question& question : questionnaire.questions) questions.push_back(question_json(question));
  return {{"questions", std::move(questions)}};
}

Json to_json(const Policy& policy, const Questionnaire& questionnaire) {
  Json offers = Json::array();
  for (const Offer& offer : policy.offers) {
    Json rules = Json::array();
    for (const EligibilityRule& rule : offer.eligibility) {
      const Question& question = questionnaire.questions[rule.question];
      rules.push_back({{"question", question.id},
                       {"minimum", unscaled(rule.minimum, question)},
                       {"maximum", unscaled(rule.maximum, question)}});
    }
    const double maximum_pd = static_cast<double>(offer.maximum_pd_ppm) / kWholePpm;
    offers.push_back({{"id", offer.id}, {"maximum_pd", maximum_pd}, {"eligibility", std::move(rules)}});
  }
  return {{"offers", std::move(offers)}, {"what_would_help", to_json(policy.what_would_help, questionnaire)}};
}

Json to_json(const Model& model) {
  const Programme& programme = model.programme;
  return {{"format", kFormat},
          {"version", kFormatVersion},
          {"programme", programme.id},
          {"provenance", model.provenance},
          {"outcome_columns", to_json(model.outcome_columns)},
          {"questionnaire", to_json(programme.questionnaire)},
          {"policy", to_json(programme.policy, programme.questionnaire)},
          {"encoding", to_json(programme.encoding, programme.questionnaire)},
          {"pd_table", to_json(programme.pd_table)},
          {"reference", to_json(programme.reference, programme)},
          {"forest", to_json(programme.forest, programme)}};
}

Model model_from_json(const Json& document, const std::string& source) {
  const JsonPlace place(document, source);
  if (!place.has("format") || place.at("format").json() != kFormat) place.fail("is not a Prescore model");
  if (place.at("version").json() != kFormatVersion) {
    place.at("version").fail("must be " + std::to_string(kFormatVersion) + ": train the model anew");
  }
  place.allow_keys({"format", "version", "programme", "provenance", "outcome_columns", "questionnaire", "policy",
                    "encoding", "pd_table", "reference", "forest"});
  Model model;
  Programme& programme = model.programme;
  programme.id = place.at("programme").text();
  model.provenance = place.at("provenance").json();
  model.outcome_columns = read_outcome_columns(place.at("outcome_columns"));
  programme.questionnaire = read_questionnaire(place.at("questionnaire"));
  // Splits are read in the words of the questionnaire and the encoding: the core must have accepted those first.
  programme.policy = read_policy(place.at("policy"), programme.questionnaire);
  programme.encoding = read_encoding(place.at("encoding"), programme.questionnaire);
  programme.forest = read_forest(place.at("forest"), programme);
  programme.pd_table = read_pd_table(place.at("pd_table"));
  // The reference is read in the words of all the rest, which must be good before.
  const auto error = check(programme);
  if (error && error->section != Section::reference) require_valid(programme, source);
  programme.reference = read_reference(place.at("reference"), programme);
  require_valid(programme, source);
  return model;
}

Model read_model(std::string_view content, const std::string& source) {
  if (content.starts_with(std::string_view(reinterpret_cast<const char*>(kPackedMagic), 4))) {
    return read_packed_model(content, source);
  }
  try {
    return model_from_json(parse_json(content, source), source);
  } catch (const Json::exception& error) {
    throw InputError(source + " is neither a packed model nor JSON: " + error.what());
  }
}

void require_valid(const Programme& programme, const std::string& source) {
  const auto error = check(programme);
  if (!error) return;
  throw InputError(source + ", " + json_path(*error, programme) + ": " + described(error->code));
}

}  // namespace prescore
