#include "judging/model_origin.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace prescore {
namespace {

constexpr std::int64_t kMostRows = std::numeric_limits<std::int64_t>::max();

std::optional<Date> read_date(const JsonPlace& parent, const char* key) {
  if (!parent.has(key) || parent.at(key).json().is_null()) return std::nullopt;
  const JsonPlace place = parent.at(key);
  const std::optional<Date> date = parse_date(place.text());
  if (!date) place.fail("must be a day such as \"2014-01-31\"");
  return date;
}

void require_text(const JsonPlace& parent, const char* key) {
  if (parent.has(key)) static_cast<void>(parent.at(key).text());
}

void require_object(const JsonPlace& place) {
  if (!place.json().is_object()) place.fail("must be an object");
}

std::size_t index_of(const JsonPlace& id, const Questionnaire& questionnaire) {
  const std::string wanted = id.text();
  const auto& questions = questionnaire.questions;
  const auto found =
      std::find_if(questions.begin(), questions.end(), [&](const auto& one) { return one.id == wanted; });
  if (found == questions.end()) id.fail("names no question of the questionnaire");
  return static_cast<std::size_t>(found - questions.begin());
}

void read_directions(const JsonPlace& place, const Questionnaire& questionnaire, ModelOrigin& origin) {
  require_object(place);
  origin.directions_known = true;
  const auto& questions = questionnaire.questions;
  for (const auto& item : place.json().items()) {
    const JsonPlace entry = place.at(item.key());
    const std::string direction = entry.text();
    if (direction != "falls" && direction != "rises") entry.fail("must be \"falls\" or \"rises\"");
    const auto found =
        std::find_if(questions.begin(), questions.end(), [&](const auto& one) { return one.id == item.key(); });
    if (found == questions.end()) entry.fail("names no question of the questionnaire");
    origin.directions[static_cast<std::size_t>(found - questions.begin())] = direction;
  }
}

std::vector<std::size_t> read_protected(const JsonPlace& place, const Questionnaire& questionnaire) {
  std::set<std::size_t> indices;
  for (const JsonPlace& id : place.items()) indices.insert(index_of(id, questionnaire));
  return {indices.begin(), indices.end()};
}

/// How `prescore policy` chose the cut-off.
void require_policy(const JsonPlace& place) {
  require_object(place);
  static_cast<void>(place.at("offer").text());
  static_cast<void>(place.at("target").text());
  const JsonPlace applications = place.at("applications");
  require_object(applications);
  static_cast<void>(applications.at("rows").integer(0, kMostRows));
  static_cast<void>(read_date(applications, "first"));
  static_cast<void>(read_date(applications, "last"));
}

std::string read_forest_kind(const JsonPlace& forest) {
  require_object(forest);
  if (!forest.has("method")) return "forest";
  const std::string method = forest.at("method").text();
  if (method == "bagging") return "random forest";
  if (method == "boosting") return "boosted forest";
  forest.at("method").fail("must be \"bagging\" or \"boosting\"");
}

}  // namespace

ModelOrigin read_origin(const Model& model, const std::string& source) {
  const Questionnaire& questionnaire = model.programme.questionnaire;
  ModelOrigin origin;
  origin.directions.assign(questionnaire.questions.size(), "free");
  if (model.provenance.is_null()) return origin;
  // Wrapped, so that messages name the path from the root of the model file.
  const Json document{{"provenance", model.provenance}};
  const JsonPlace place = JsonPlace(document, source).at("provenance");
  require_object(place);
  origin.known = true;
  for (const char* key : {"trainer", "calibrated_on", "data_sha256"}) require_text(place, key);
  if (place.has("data_sha256")) origin.data_sha256 = place.at("data_sha256").text();
  if (place.has("rows")) static_cast<void>(place.at("rows").integer(0, kMostRows));
  if (place.has("seed") && !place.at("seed").json().is_number_integer())
    place.at("seed").fail("must be a whole number");
  origin.first = read_date(place, "first_application");
  origin.last = read_date(place, "last_application");
  if (place.has("policy")) require_policy(place.at("policy"));
  if (!place.has("settings")) return origin;
  const JsonPlace settings = place.at("settings");
  require_object(settings);
  if (settings.has("forest")) origin.forest_kind = read_forest_kind(settings.at("forest"));
  if (settings.has("risk_along_values")) read_directions(settings.at("risk_along_values"), questionnaire, origin);
  if (settings.has("protected")) origin.protected_questions = read_protected(settings.at("protected"), questionnaire);
  return origin;
}

}  // namespace prescore
