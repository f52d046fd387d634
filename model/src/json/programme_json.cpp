#include "json/programme_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "base/file_error.hpp"
#include "base/input_error.hpp"
#include "json/answer_json.hpp"
#include "json/forest_json.hpp"
#include "json/outcome_json.hpp"
#include "json/provenance_json.hpp"
#include "json/reference_json.hpp"
#include "json/signatures_json.hpp"
#include "packed/model_error_text.hpp"
#include "prescore/check.hpp"
#include "prescore/packed.hpp"

namespace prescore {
namespace {

constexpr std::string_view kFormat = "prescore-model";
constexpr std::int64_t kFormatVersion = 2;

/// The closed range of answers to a number question that an offer takes.
std::optional<EligibilityRule> read_rule(const JsonPlace& place, const Questionnaire& questionnaire) {
  place.allow_keys({"question", "minimum", "maximum"});
  const auto index = find_question(place.at("question"), questionnaire);
  if (!index) return std::nullopt;
  const Question& question = questionnaire.questions[*index];
  if (question.kind != QuestionKind::number) {
    place.at("question").report("\"" + shown_text(question.id) + "\" is a choice: a rule is about a number");
    return std::nullopt;
  }
  const AnswerLimits limits = read_limits(place, question);
  return EligibilityRule{static_cast<std::uint8_t>(*index), limits.minimum, limits.maximum};
}

Offer read_offer(const JsonPlace& place, const Questionnaire& questionnaire) {
  place.allow_keys({"id", "maximum_pd", "eligibility"});
  Offer offer;
  offer.id = place.at("id").name();
  offer.maximum_pd_ppm = static_cast<std::int32_t>(std::lround(place.at("maximum_pd").number(0, 1) * kWholePpm));
  for (const JsonPlace& rule : place.at("eligibility").items()) {
    if (const auto read = read_rule(rule, questionnaire)) offer.eligibility.push_back(*read);
  }
  return offer;
}

Stage read_stage(const JsonPlace& place) {
  const std::string text = place.text();
  for (const Stage stage : {Stage::preliminary, Stage::final}) {
    if (text == name(stage)) return stage;
  }
  if (place.json().is_string()) place.report("must be \"preliminary\" or \"final\"");
  return Stage::preliminary;
}

/// Another programme or a person; nothing where that could not be read.
std::optional<WithoutClientData> read_without_client_data(const JsonPlace& place, std::string_view programme) {
  place.allow_keys({"programme", "outcome"});
  if (place.has("programme") == place.has("outcome")) {
    place.report(R"(needs one of "programme", the id of another programme, and "outcome": "manual_review")");
    return std::nullopt;
  }
  if (place.has("programme")) {
    const JsonPlace other = place.at("programme");
    WithoutClientData without{other.name()};
    if (without.programme == programme) other.report("is this programme itself; name one that does without the data");
    return without;
  }
  const JsonPlace outcome = place.at("outcome");
  const std::string text = outcome.text();
  if (outcome.json().is_string() && text != name(Outcome::manual_review)) outcome.report("must be \"manual_review\"");
  return WithoutClientData{};
}

/// A programme needs to know what to do without client data exactly if it asks for them.
void require_without_client_data(const JsonPlace& place, const Questionnaire& questionnaire) {
  constexpr const char* kKey = "without_client_data";
  const bool is_needed = questionnaire.asks_the_bank();
  if (is_needed && !place.has(kKey)) {
    place.report(R"(lacks "without_client_data", since questions have "from": "client_data")");
  }
  if (!is_needed && place.has(kKey)) {
    place.at(kKey).report(R"(is there, but no question has "from": "client_data"; remove it)");
  }
}

/// Each offer is safer for the bank than the one before it, and the last one is for everybody.
void require_order(const std::vector<JsonPlace>& places, const std::vector<Offer>& offers) {
  for (std::size_t index = 0; index < offers.size(); ++index) {
    if (!places[index].has("maximum_pd")) continue;
    const JsonPlace maximum = places[index].at("maximum_pd");
    // What is no PD is an error of its own.
    if (!maximum.json().is_number() || maximum.json() < 0 || maximum.json() > 1) continue;
    if (index > 0 && offers[index].maximum_pd_ppm < offers[index - 1].maximum_pd_ppm) {
      maximum.report("is lower than that of the offer before; list offers from the strictest to the safest");
    }
    if (index + 1 == offers.size() && offers[index].maximum_pd_ppm != kWholePpm) {
      maximum.report("must be 1: the last offer takes every PD");
    }
  }
}

/// Where in the JSON document an entry of a section stands.
std::string json_path(const ModelError& error, const Programme& programme) {
  static constexpr std::array<std::string_view, 8> kPaths = {
      "/programme", "/questionnaire/questions/", "/encoding/", "/forest/trees/",
      "/pd_table/", "/policy/offers/",           "",           "/questionnaire/csv"};
  const auto& questions = programme.questionnaire.questions;
  const std::size_t offers = programme.policy.offers.size();
  if (error.section == Section::reference) {
    return error.index < questions.size() ? "/reference/answers/" + questions[error.index].id
                                          : "/reference/population/" + std::to_string(error.index - questions.size());
  }
  const std::size_t changes = programme.policy.what_would_help.changes.size();
  if (error.section == Section::policy && offers > 0 && error.index >= offers) {
    if (error.index == offers + changes) return "/policy/without_client_data";
    return "/policy/what_would_help/changes/" + std::to_string(error.index - offers);
  }
  const std::string path(kPaths[static_cast<std::size_t>(error.section)]);
  return path.ends_with('/') ? path + std::to_string(error.index) : path;
}

Model read_packed_model(std::string_view bytes, const std::string& source) {
  auto programme = read_packed({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  if (programme.ok()) return {std::move(programme.value()), {}, nullptr};
  throw InputError(packed_model_error(programme.error(), source));
}

}  // namespace

Policy read_policy(const JsonPlace& place, const Questionnaire& questionnaire, std::string_view programme) {
  place.allow_keys({"$schema", "stage", "offers", "what_would_help", "without_client_data"});
  Policy policy;
  if (place.has("stage")) policy.stage = read_stage(place.at("stage"));
  const std::vector<JsonPlace> offers = place.at("offers").items({1, kMaxOffers, "offer"});
  std::vector<JsonPlace> ids;
  for (const JsonPlace& offer : offers) {
    policy.offers.push_back(read_offer(offer, questionnaire));
    if (offer.has("id")) ids.push_back(offer.at("id"));
  }
  require_unique(ids);
  require_order(offers, policy.offers);
  if (place.has("what_would_help")) {
    policy.what_would_help = read_what_would_help(place.at("what_would_help"), questionnaire);
  }
  require_without_client_data(place, questionnaire);
  if (place.has("without_client_data")) {
    policy.without_client_data = read_without_client_data(place.at("without_client_data"), programme);
  }
  return policy;
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
  Json json = Json::object();
  if (policy.stage != Stage::preliminary) json["stage"] = name(policy.stage);
  json["offers"] = std::move(offers);
  json["what_would_help"] = to_json(policy.what_would_help, questionnaire);
  if (const auto& without = policy.without_client_data) {
    json["without_client_data"] = without->programme.empty() ? Json{{"outcome", name(Outcome::manual_review)}}
                                                             : Json{{"programme", without->programme}};
  }
  return json;
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
  // What is new in version 2 are keys that version 1 may leave out.
  const Json& version = place.at("version").json();
  if (version.is_number_integer() && version > kFormatVersion) {
    place.at("version").fail("was written by a newer version of Prescore: update Prescore, or train the model again");
  }
  if (version != 1 && version != kFormatVersion) {
    place.at("version").fail("must be 1 or " + std::to_string(kFormatVersion) + ": train the model again");
  }
  place.allow_keys({"format", "version", "programme", "provenance", "outcome_columns", "questionnaire", "policy",
                    "encoding", "pd_table", "reference", "forest", kSignatures});
  if (place.has(kSignatures)) (void)read_signatures(place.at(kSignatures));
  Model model;
  Programme& programme = model.programme;
  programme.id = place.at("programme").name();
  model.provenance = read_provenance(place.at("provenance"));
  model.outcome_columns = read_outcome_columns(place.at("outcome_columns"));
  programme.questionnaire = read_questionnaire(place.at("questionnaire"));
  // Splits are read in the words of the questionnaire and the encoding: the core must have accepted those first.
  programme.policy = read_policy(place.at("policy"), programme.questionnaire, programme.id);
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

bool is_packed_model(std::string_view content) {
  return content.starts_with(std::string_view(reinterpret_cast<const char*>(kPackedMagic), sizeof kPackedMagic));
}

Model read_model(std::string_view content, const std::string& source) {
  if (is_packed_model(content)) return read_packed_model(content, source);
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
