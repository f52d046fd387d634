#include "training_settings.hpp"

#include <algorithm>

namespace prescore {
namespace {

std::uint32_t read_count(const JsonPlace& place, std::int64_t minimum, std::int64_t maximum) {
  return static_cast<std::uint32_t>(place.integer(minimum, maximum));
}

RiskDirection read_direction(const JsonPlace& place) {
  const std::string text = place.text();
  if (text == "falls") return RiskDirection::falls;
  if (text == "rises") return RiskDirection::rises;
  place.fail("must be \"falls\" or \"rises\"");
}

std::vector<RiskDirection> read_directions(const JsonPlace& place, const Questionnaire& questionnaire) {
  std::vector<RiskDirection> directions;
  for (const Question& question : questionnaire.questions) {
    directions.push_back(place.has(question.id) ? read_direction(place.at(question.id)) : RiskDirection::free);
  }
  for (const auto& item : place.json().items()) {
    const auto names = [&](const Question& question) { return question.id == item.key(); };
    if (std::none_of(questionnaire.questions.begin(), questionnaire.questions.end(), names)) {
      place.at(item.key()).fail("names no question");
    }
  }
  return directions;
}

}  // namespace

TrainingSettings read_training_settings(const std::filesystem::path& path, const Questionnaire& questionnaire) {
  const Json document = read_json_file(path);
  const JsonPlace place(document, path.string());
  place.allow_keys({"outcome_columns", "forest", "risk_along_values"});
  const JsonPlace forest = place.at("forest");
  forest.allow_keys({"trees", "depth", "leaves", "leaf_rows", "features_per_split", "default_weight"});
  const auto questions = static_cast<std::int64_t>(questionnaire.questions.size());
  const JsonPlace columns = place.at("outcome_columns");
  columns.allow_keys({"date", "target"});

  TrainingSettings settings;
  settings.outcome_columns = {columns.at("date").text(), columns.at("target").text()};
  settings.trees = read_count(forest.at("trees"), 1, 10'000);
  settings.depth = read_count(forest.at("depth"), 1, 24);
  settings.leaves = read_count(forest.at("leaves"), 2, 1 << 24);
  settings.leaf_rows = read_count(forest.at("leaf_rows"), 1, 1 << 30);
  settings.features_per_split = read_count(forest.at("features_per_split"), 1, questions);
  settings.default_weight = forest.at("default_weight").number(1e-3, 1e3);
  settings.directions = read_directions(place.at("risk_along_values"), questionnaire);
  return settings;
}

Json to_json(const TrainingSettings& settings, const Questionnaire& questionnaire) {
  Json directions = Json::object();
  for (std::size_t index = 0; index < settings.directions.size(); ++index) {
    if (settings.directions[index] == RiskDirection::free) continue;
    const bool falls = settings.directions[index] == RiskDirection::falls;
    directions[questionnaire.questions[index].id] = falls ? "falls" : "rises";
  }
  return {{"forest",
           {{"trees", settings.trees},
            {"depth", settings.depth},
            {"leaves", settings.leaves},
            {"leaf_rows", settings.leaf_rows},
            {"features_per_split", settings.features_per_split},
            {"default_weight", settings.default_weight}}},
          {"risk_along_values", std::move(directions)}};
}

}  // namespace prescore
