#include "training/training_settings.hpp"

#include <algorithm>

#include "json/forest_json.hpp"
#include "json/outcome_json.hpp"

namespace prescore {
namespace {

std::uint32_t read_count(const JsonPlace& place, std::int64_t minimum, std::int64_t maximum) {
  return static_cast<std::uint32_t>(place.integer(minimum, maximum));
}

double read_optional(const JsonPlace& place, const char* key, double minimum, double maximum, double otherwise) {
  return place.has(key) ? place.at(key).number(minimum, maximum) : otherwise;
}

std::size_t find_question(const JsonPlace& place, const std::string& id, const Questionnaire& questionnaire) {
  const auto& questions = questionnaire.questions;
  const auto names = [&](const Question& question) { return question.id == id; };
  const auto found = std::find_if(questions.begin(), questions.end(), names);
  if (found == questions.end()) place.fail("names no question");
  return static_cast<std::size_t>(found - questions.begin());
}

RiskDirection read_direction(const JsonPlace& place) {
  const std::string text = place.text();
  if (text == "falls") return RiskDirection::falls;
  if (text == "rises") return RiskDirection::rises;
  place.fail("must be \"falls\" or \"rises\"");
}

void read_directions(const JsonPlace& place, const Questionnaire& questionnaire, TrainingSettings& settings) {
  for (const auto& item : place.json().items()) {
    const JsonPlace direction = place.at(item.key());
    settings.directions[find_question(direction, item.key(), questionnaire)] = read_direction(direction);
  }
}

void read_unordered(const JsonPlace& place, const Questionnaire& questionnaire, TrainingSettings& settings) {
  for (const JsonPlace& id : place.items()) {
    const std::size_t index = find_question(id, id.text(), questionnaire);
    if (questionnaire.questions[index].kind != QuestionKind::choice) id.fail("is a number: it has an order");
    if (settings.directions[index] != RiskDirection::free) id.fail("has a direction, which needs the listed order");
    settings.unordered[index] = true;
  }
}

void read_covered(const JsonPlace& place, const Questionnaire& questionnaire, TrainingSettings& settings) {
  for (const auto& item : place.json().items()) {
    const JsonPlace range = place.at(item.key());
    range.allow_keys({"minimum", "maximum"});
    const std::size_t index = find_question(range, item.key(), questionnaire);
    const Question& question = questionnaire.questions[index];
    if (question.kind != QuestionKind::number) range.fail("is a choice: it has no range");
    const AnswerRange answers{read_scaled(range.at("minimum"), question), read_scaled(range.at("maximum"), question)};
    if (answers.minimum > answers.maximum) range.fail("has its minimum above its maximum");
    if (answers.minimum < question.minimum || answers.maximum > question.maximum) {
      range.fail("goes beyond what the questionnaire takes");
    }
    settings.covered[index] = answers;
  }
}

void read_forest_settings(const JsonPlace& place, std::size_t questions, TrainingSettings& settings) {
  place.allow_keys({"method", "trees", "depth", "leaves", "leaf_rows", "features_per_split", "default_weight",
                    "repaid_weight", "learning_rate", "ridge", "rows_per_tree"});
  const std::string method = place.has("method") ? place.at("method").text() : "bagging";
  if (method != "bagging" && method != "boosting") place.at("method").fail("must be \"bagging\" or \"boosting\"");
  settings.method = method == "bagging" ? Method::bagging : Method::boosting;
  settings.trees = read_count(place.at("trees"), 1, 10'000);
  settings.depth = read_count(place.at("depth"), 1, 24);
  settings.leaves = read_count(place.at("leaves"), 2, 1 << 24);
  settings.leaf_rows = read_count(place.at("leaf_rows"), 1, 1 << 30);
  settings.features_per_split = read_count(place.at("features_per_split"), 1, static_cast<std::int64_t>(questions));
  settings.default_weight = read_optional(place, "default_weight", 0.0, 1e3, 1.0);
  settings.repaid_weight = read_optional(place, "repaid_weight", 0.0, 1e3, 1.0);
  if (settings.default_weight == 0.0 && settings.repaid_weight == 0.0) {
    place.fail("has \"default_weight\" and \"repaid_weight\" 0: the weights of all rows sum to zero");
  }
  if (settings.default_weight == 0.0 || settings.repaid_weight == 0.0) {
    place.fail("gives one outcome the weight 0: training needs both outcomes");
  }
  for (const char* key : {"learning_rate", "ridge", "rows_per_tree"}) {
    if (settings.method == Method::bagging && place.has(key)) place.at(key).fail("belongs to the method \"boosting\"");
  }
  settings.learning_rate = read_optional(place, "learning_rate", 1e-3, 1.0, settings.learning_rate);
  settings.ridge = read_optional(place, "ridge", 0.0, 1e6, settings.ridge);
  settings.rows_per_tree = read_optional(place, "rows_per_tree", 0.01, 1.0, settings.rows_per_tree);
}

Json forest_json(const TrainingSettings& settings) {
  const bool boosting = settings.method == Method::boosting;
  Json json{{"method", boosting ? "boosting" : "bagging"},
            {"trees", settings.trees},
            {"depth", settings.depth},
            {"leaves", settings.leaves},
            {"leaf_rows", settings.leaf_rows},
            {"features_per_split", settings.features_per_split},
            {"default_weight", settings.default_weight},
            {"repaid_weight", settings.repaid_weight}};
  if (boosting) {
    json["learning_rate"] = settings.learning_rate;
    json["ridge"] = settings.ridge;
    json["rows_per_tree"] = settings.rows_per_tree;
  }
  return json;
}

}  // namespace

TrainingSettings read_training_settings(const JsonPlace& place, const Questionnaire& questionnaire) {
  place.allow_keys({"outcome_columns", "default", "forest", "risk_along_values", "unordered", "covered"});

  TrainingSettings settings;
  const std::size_t questions = questionnaire.questions.size();
  settings.outcome_columns = read_outcome_settings(place);
  settings.directions.resize(questions, RiskDirection::free);
  settings.unordered.resize(questions, false);
  settings.covered.resize(questions);
  read_forest_settings(place.at("forest"), questions, settings);
  read_directions(place.at("risk_along_values"), questionnaire, settings);
  if (place.has("unordered")) read_unordered(place.at("unordered"), questionnaire, settings);
  if (place.has("covered")) read_covered(place.at("covered"), questionnaire, settings);
  return settings;
}

Json to_json(const TrainingSettings& settings, const Questionnaire& questionnaire) {
  Json directions = Json::object();
  Json unordered = Json::array();
  Json covered = Json::object();
  for (std::size_t index = 0; index < questionnaire.questions.size(); ++index) {
    const Question& question = questionnaire.questions[index];
    if (settings.directions[index] != RiskDirection::free) {
      directions[question.id] = settings.directions[index] == RiskDirection::falls ? "falls" : "rises";
    }
    if (settings.unordered[index]) unordered.push_back(question.id);
    if (const auto& range = settings.covered[index]) {
      covered[question.id] = {{"minimum", unscaled(range->minimum, question)},
                              {"maximum", unscaled(range->maximum, question)}};
    }
  }
  return {{"forest", forest_json(settings)},
          {"risk_along_values", std::move(directions)},
          {"unordered", std::move(unordered)},
          {"covered", std::move(covered)}};
}

}  // namespace prescore
