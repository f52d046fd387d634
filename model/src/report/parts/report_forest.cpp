// The forest itself: what it is, what it looks at, how much of it is needed.

#include <algorithm>

#include "json/forest_json.hpp"
#include "judging/metrics.hpp"
#include "report/parts/report_parts.hpp"

namespace prescore {
namespace {

constexpr int kRepeats = 5;
constexpr std::size_t kSample = 2000;
/// Two forests are as good as each other within this much AUROC.
constexpr double kSameQuality = 0.001;

/// The direction that the trainer was held to: "falls", "rises", or "free".
std::string direction_of(const Json& provenance, const std::string& question) {
  const Json::json_pointer place("/settings/risk_along_values/" + question);
  if (!provenance.is_object() || !provenance.contains(place)) return "free";
  return provenance[place].get<std::string>();
}

bool follows(const PartialDependence& dependence, const std::string& direction) {
  const auto breaks = [&](const PartialDependence::Point& a, const PartialDependence::Point& b) {
    return direction == "falls" ? b.mean_pd > a.mean_pd : direction == "rises" && b.mean_pd < a.mean_pd;
  };
  return std::adjacent_find(dependence.points.begin(), dependence.points.end(), breaks) == dependence.points.end();
}

Json points_json(const PartialDependence& dependence, const Question& question) {
  Json points = Json::array();
  for (const PartialDependence::Point& point : dependence.points) {
    const bool choice = question.kind == QuestionKind::choice;
    const Json value =
        choice ? Json(question.options[static_cast<std::size_t>(point.value)].id) : unscaled(point.value, question);
    points.push_back({{"value", value}, {"mean_pd", rounded(point.mean_pd)}});
  }
  return points;
}

}  // namespace

/// Size, questions, where the model comes from, and whether it has seen the judged rows.
Json describe_model(const Judgement& judgement) {
  const Programme& programme = judgement.programme();
  const Json& provenance = judgement.model.provenance;
  std::size_t nodes = 0;
  std::uint32_t depth = 0;
  for (const Tree& tree : programme.forest.trees) {
    nodes += tree.nodes.size();
    depth = std::max(depth, tree.depth);
  }
  Json questions = Json::array();
  for (const Question& question : programme.questionnaire.questions) {
    const std::string direction = direction_of(provenance, question.id);
    questions.push_back({{"id", question.id}, {"columns", question.columns}, {"direction", direction}});
  }
  Json json{{"trees", programme.forest.trees.size()},
            {"nodes", nodes},
            {"depth", depth},
            {"questions", std::move(questions)},
            {"known_origin", provenance.is_object()}};
  const auto dates = judgement.judged.rows.first_and_last();
  json["may_have_seen_these"] = false;
  for (const char* key :
       {"trainer", "data_sha256", "first_application", "last_application", "rows", "seed", "calibrated_on", "policy"}) {
    if (provenance.is_object() && provenance.contains(key)) json["provenance"][key] = provenance[key];
  }
  if (json.contains("provenance") && json["provenance"].contains("last_application")) {
    json["may_have_seen_these"] =
        !dates || iso(dates->first) <= json["provenance"]["last_application"].get<std::string>();
  }
  return json;
}

/// A list, the most important question first.
Json describe_importance(const Judgement& judgement) {
  const auto importances =
      permutation_importance(judgement.programme(), judgement.judged.rows, judgement.judged.covered, kRepeats);
  std::vector<std::size_t> order;
  for (std::size_t index = 0; index < importances.size(); ++index) order.push_back(index);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return importances[a].mean_drop > importances[b].mean_drop; });
  Json list = Json::array();
  for (const std::size_t index : order) {
    list.push_back({{"question", judgement.programme().questionnaire.questions[index].id},
                    {"auroc_drop", rounded(importances[index].mean_drop)},
                    {"standard_deviation", rounded(importances[index].standard_deviation)}});
  }
  return list;
}

/// One entry a question: the mean PD along its values, the direction that the trainer was held to, whether it holds.
Json describe_dependence(const Judgement& judgement) {
  const auto dependences =
      partial_dependence(judgement.programme(), judgement.judged.rows, judgement.judged.covered, kSample);
  Json list = Json::array();
  for (std::size_t index = 0; index < dependences.size(); ++index) {
    const Question& question = judgement.programme().questionnaire.questions[index];
    const std::string direction = direction_of(judgement.model.provenance, question.id);
    list.push_back({{"question", question.id},
                    {"kind", question.kind == QuestionKind::choice ? "choice" : "number"},
                    {"direction", direction},
                    {"held_to_direction", direction != "free"},
                    {"holds", follows(dependences[index], direction)},
                    {"points", points_json(dependences[index], question)}});
  }
  return list;
}

/// The quality of the first k trees, and the smallest k that is as good as the whole.
Json describe_sizes(const Judgement& judgement) {
  const auto sizes = prefix_quality(judgement.programme(), judgement.judged.rows, judgement.judged.covered);
  const auto enough = std::find_if(sizes.begin(), sizes.end(), [&](const ForestSize& size) {
    return size.auroc >= sizes.back().auroc - kSameQuality;
  });
  Json list = Json::array();
  for (const ForestSize& size : sizes) {
    list.push_back({{"trees", size.trees}, {"nodes", size.nodes}, {"auroc", rounded(size.auroc)}});
  }
  return {{"prefixes", std::move(list)},
          {"enough", {{"trees", enough->trees}, {"nodes", enough->nodes}, {"auroc", rounded(enough->auroc)}}},
          {"all_are_needed", enough + 1 == sizes.end()}};
}

}  // namespace prescore
