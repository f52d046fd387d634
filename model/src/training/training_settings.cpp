#include "training/training_settings.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/file_error.hpp"
#include "json/answer_json.hpp"
#include "json/outcome_json.hpp"
#include "prescore/reference.hpp"
#include "training/reference.hpp"
#include "trees/forest_trainer.hpp"

namespace prescore {
namespace {

/// A forest of more leaves could not be explained: core's `check` allows kMaxExplainedPairs nodes times people, and a
/// tree has less than two nodes for each leaf.
constexpr std::uint64_t kMaxLeavesOfForest = kMaxExplainedPairs / kReferencePeople / 2;

std::uint32_t read_count(const JsonPlace& place, std::int64_t minimum, std::int64_t maximum) {
  return static_cast<std::uint32_t>(place.integer(minimum, maximum));
}

double read_optional(const JsonPlace& place, const char* key, double minimum, double maximum, double otherwise) {
  return place.has(key) ? place.at(key).number(minimum, maximum) : otherwise;
}

/// The question that a key of an object names.
std::optional<std::size_t> find_key(const JsonPlace& place, const std::string& id, const Questionnaire& questionnaire) {
  const auto& questions = questionnaire.questions;
  const auto has_id = [&](const Question& question) { return question.id == id; };
  const auto found = std::find_if(questions.begin(), questions.end(), has_id);
  if (found != questions.end()) return static_cast<std::size_t>(found - questions.begin());
  const bool all_read =
      std::none_of(questions.begin(), questions.end(), [](const Question& q) { return q.id.empty(); });
  if (all_read && !questions.empty()) place.report("\"" + shown_text(id) + "\" is not a question");
  return std::nullopt;
}

RiskDirection read_direction(const JsonPlace& place) {
  const std::string text = place.text();
  if (text == "falls") return RiskDirection::falls;
  if (text == "rises") return RiskDirection::rises;
  if (place.json().is_string()) place.report("must be \"falls\" or \"rises\"");
  return RiskDirection::free;
}

void read_directions(const JsonPlace& place, const Questionnaire& questionnaire, TrainingSettings& settings) {
  for (const auto& [id, entry] : place.entries()) {
    const RiskDirection direction = read_direction(entry);
    if (const auto index = find_key(entry, id, questionnaire)) settings.directions[*index] = direction;
  }
}

void read_unordered(const JsonPlace& place, const Questionnaire& questionnaire, TrainingSettings& settings) {
  const std::vector<JsonPlace> ids = place.items();
  require_unique(ids);
  for (const JsonPlace& id : ids) {
    const auto index = find_question(id, questionnaire);
    if (!index) continue;
    if (questionnaire.questions[*index].kind != QuestionKind::choice) id.report("is a number: it has an order");
    if (settings.directions[*index] != RiskDirection::free) {
      id.report("has a direction in \"risk_along_values\", which needs the listed order");
    }
    settings.unordered[*index] = true;
  }
}

/// Which options share codes, by choice.
void read_groups(const JsonPlace& place, const Questionnaire& questionnaire, TrainingSettings& settings) {
  for (const auto& [id, entry] : place.entries()) {
    entry.allow_keys({"least_rows"});
    const std::uint32_t least_rows = read_count(entry.at("least_rows"), 1, 1 << 30);
    const auto index = find_key(entry, id, questionnaire);
    if (!index) continue;
    if (!settings.unordered[*index]) entry.report("is not listed in \"unordered\": only such choices are grouped");
    settings.least_rows[*index] = least_rows;
  }
}

void read_covered(const JsonPlace& place, const Questionnaire& questionnaire, TrainingSettings& settings) {
  for (const auto& [id, range] : place.entries()) {
    range.allow_keys({"minimum", "maximum"});
    const auto index = find_key(range, id, questionnaire);
    if (!index) continue;
    const Question& question = questionnaire.questions[*index];
    if (question.kind != QuestionKind::number) {
      range.report("is a choice: it has no range");
      continue;
    }
    const AnswerLimits limits = read_limits(range, question);
    settings.covered[*index] = AnswerRange{limits.minimum, limits.maximum};
  }
}

/// The questions about protected traits, in the order of the questionnaire.
void read_protected(const JsonPlace& place, const Questionnaire& questionnaire, TrainingSettings& settings) {
  std::vector<std::size_t>& indices = settings.protected_questions.emplace();
  const std::vector<JsonPlace> ids = place.items();
  require_unique(ids);
  for (const JsonPlace& id : ids) {
    if (const auto index = find_question(id, questionnaire)) indices.push_back(*index);
  }
  std::sort(indices.begin(), indices.end());
}

Method read_method(const JsonPlace& place) {
  const std::string method = place.text();
  if (method == "boosting") return Method::boosting;
  if (method != "bagging") place.report("must be \"bagging\" or \"boosting\"");
  return Method::bagging;
}

/// Weights of 0 leave one outcome out, and weights near 0 lose their digits.
double read_weight(const JsonPlace& place, const char* key) { return read_optional(place, key, 1e-3, 1e3, 1.0); }

/// The keys of "forest" whose default depends on the data.
constexpr std::array<const char*, 6> kChosenKeys = {"method", "trees",     "depth",
                                                    "leaves", "leaf_rows", "features_per_split"};

/// Whether the key stands in "forest". Notes it if not.
bool is_stated(const JsonPlace& place, const char* key, TrainingSettings& settings) {
  if (place.has(key)) return true;
  settings.left_out.emplace_back(key);
  return false;
}

/// Reports keys that the method does not have. Without a method, those of boosting are an error too, because bagging
/// may be chosen.
void require_keys_of_method(const JsonPlace& place, const TrainingSettings& settings) {
  const bool boosting = place.has("method") && settings.method == Method::boosting;
  for (const char* key : {"learning_rate", "ridge", "rows_per_tree"}) {
    if (!boosting && place.has(key)) place.at(key).report("belongs to the method \"boosting\"");
  }
  if (boosting && place.has("leaf_scale")) place.at("leaf_scale").report("belongs to the method \"bagging\"");
}

/// A forest that core's `check` would refuse once it is grown.
void require_small_enough(const JsonPlace& place, const TrainingSettings& settings) {
  // What is left out is chosen small enough.
  if (!place.has("trees") || !(place.has("depth") || place.has("leaves"))) return;
  const std::uint64_t tree = std::min<std::uint64_t>(settings.leaves, std::uint64_t{1} << settings.depth);
  const std::uint64_t forest = settings.trees * tree;
  if (forest <= kMaxLeavesOfForest) return;
  place.report("allows " + std::to_string(settings.trees) + " trees of " + std::to_string(tree) + " leaves, which is " +
               std::to_string(forest) + " leaves in all; at most " + std::to_string(kMaxLeavesOfForest) +
               ". Lower \"trees\", \"depth\" or \"leaves\"");
}

void read_size(const JsonPlace& place, std::size_t questions, TrainingSettings& settings) {
  const auto read = [&](const char* key, std::uint32_t& value, std::int64_t minimum, std::int64_t maximum) {
    if (is_stated(place, key, settings)) value = read_count(place.at(key), minimum, maximum);
  };
  read("trees", settings.trees, 1, 10'000);
  read("depth", settings.depth, 1, 24);
  read("leaves", settings.leaves, 2, 1 << 24);
  settings.leaf_rows = 1;
  read("leaf_rows", settings.leaf_rows, 1, 1 << 30);
  // Without questions, which is an error of its own, nothing is known about the largest number.
  const std::size_t most = questions == 0 ? kMaxQuestions : questions;
  read("features_per_split", settings.features_per_split, 1, static_cast<std::int64_t>(most));
  if (place.has("cuts")) settings.cuts = read_count(place.at("cuts"), 1, kMaxCodes - 1);
  if (place.has("leaf_scale")) settings.leaf_scale = read_count(place.at("leaf_scale"), 16, kRiskScale);
}

void read_forest_settings(const JsonPlace& place, std::size_t questions, TrainingSettings& settings) {
  place.allow_keys({"method", "trees", "depth", "leaves", "leaf_rows", "features_per_split", "cuts", "shrinkage",
                    "leaf_scale", "default_weight", "repaid_weight", "learning_rate", "ridge", "rows_per_tree"});
  if (is_stated(place, "method", settings)) settings.method = read_method(place.at("method"));
  read_size(place, questions, settings);
  settings.shrinkage = read_optional(place, "shrinkage", 0.0, 1e6, settings.shrinkage);
  settings.learning_rate = read_optional(place, "learning_rate", 1e-3, 1.0, settings.learning_rate);
  // Without a ridge, a leaf whose rows are all predicted with certainty would divide by zero.
  settings.ridge = read_optional(place, "ridge", 1e-3, 1e6, settings.ridge);
  settings.rows_per_tree = read_optional(place, "rows_per_tree", 0.01, 1.0, settings.rows_per_tree);
  require_keys_of_method(place, settings);
  settings.default_weight = read_weight(place, "default_weight");
  settings.repaid_weight = read_weight(place, "repaid_weight");
  require_small_enough(place, settings);
}

Json forest_json(const TrainingSettings& settings) {
  const bool boosting = settings.method == Method::boosting;
  Json json{{"method", boosting ? "boosting" : "bagging"},
            {"trees", settings.trees},
            {"depth", settings.depth},
            {"leaves", settings.leaves},
            {"leaf_rows", settings.leaf_rows},
            {"features_per_split", settings.features_per_split},
            {"cuts", settings.cuts},
            {"shrinkage", settings.shrinkage},
            {"default_weight", settings.default_weight},
            {"repaid_weight", settings.repaid_weight}};
  if (boosting) {
    json["learning_rate"] = settings.learning_rate;
    json["ridge"] = settings.ridge;
    json["rows_per_tree"] = settings.rows_per_tree;
  } else {
    json["leaf_scale"] = settings.leaf_scale;
  }
  return json;
}

}  // namespace

TrainingSettings read_training_settings(const JsonPlace& place, const Questionnaire& questionnaire) {
  place.allow_keys({"$schema", "outcome_columns", "default", "all_outcomes_known", "forest", "risk_along_values",
                    "unordered", "group", "covered", "protected"});
  TrainingSettings settings;
  const std::size_t questions = questionnaire.questions.size();
  settings.outcome_columns = read_outcome_settings(place);
  if (place.has("all_outcomes_known")) settings.all_outcomes_known = place.at("all_outcomes_known").flag();
  settings.directions.resize(questions, RiskDirection::free);
  settings.unordered.resize(questions, false);
  settings.covered.resize(questions);
  if (place.has("forest")) {
    read_forest_settings(place.at("forest"), questions, settings);
  } else {
    settings.left_out.assign(kChosenKeys.begin(), kChosenKeys.end());
  }
  read_directions(place.at("risk_along_values"), questionnaire, settings);
  if (place.has("unordered")) read_unordered(place.at("unordered"), questionnaire, settings);
  if (place.has("group")) read_groups(place.at("group"), questionnaire, settings);
  if (place.has("covered")) read_covered(place.at("covered"), questionnaire, settings);
  if (place.has("protected")) read_protected(place.at("protected"), questionnaire, settings);
  return settings;
}

Json to_json(const TrainingSettings& settings, const Questionnaire& questionnaire) {
  Json directions = Json::object();
  Json unordered = Json::array();
  Json covered = Json::object();
  Json groups = Json::object();
  for (std::size_t index = 0; index < questionnaire.questions.size(); ++index) {
    const Question& question = questionnaire.questions[index];
    if (settings.directions[index] != RiskDirection::free) {
      directions[question.id] = settings.directions[index] == RiskDirection::falls ? "falls" : "rises";
    }
    if (settings.unordered[index]) unordered.push_back(question.id);
    const auto group = settings.least_rows.find(index);
    if (group != settings.least_rows.end()) groups[question.id] = {{"least_rows", group->second}};
    if (const auto& range = settings.covered[index]) {
      covered[question.id] = {{"minimum", unscaled(range->minimum, question)},
                              {"maximum", unscaled(range->maximum, question)}};
    }
  }
  Json json{{"forest", forest_json(settings)},
            {"risk_along_values", std::move(directions)},
            {"unordered", std::move(unordered)},
            {"covered", std::move(covered)}};
  if (!groups.empty()) json["group"] = std::move(groups);
  if (settings.all_outcomes_known) json["all_outcomes_known"] = true;
  if (!settings.protected_questions) return json;
  json["protected"] = Json::array();
  for (const std::size_t index : *settings.protected_questions) {
    json["protected"].push_back(questionnaire.questions[index].id);
  }
  return json;
}

}  // namespace prescore
