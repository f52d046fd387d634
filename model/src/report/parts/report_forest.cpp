// The forest itself: its size and origin, which answers it uses, and how many of its trees are needed.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "json/answer_json.hpp"
#include "judging/metrics.hpp"
#include "report/parts/report_parts.hpp"

namespace prescore {
namespace {

constexpr int kRepeats = 5;
constexpr std::size_t kSample = 2000;
/// Two forests count as equally good if their AUROCs differ by no more than this.
constexpr double kSameQuality = 0.001;

/// Whether the mean PD keeps to the direction from point to point.
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

/// Days of the first and last of the applications on which `prescore policy` chose the cut-off; none where it did not,
/// or where they had no dates. `read_origin` has checked the types.
std::optional<std::pair<std::string, std::string>> policy_period(const Json& provenance) {
  const Json::json_pointer place("/policy/applications");
  if (!provenance.is_object() || !provenance.contains(place)) return std::nullopt;
  const Json& applications = provenance[place];
  const bool has_both = applications.contains("first") && applications.contains("last");
  if (!has_both || applications["first"].is_null() || applications["last"].is_null()) return std::nullopt;
  return std::pair(applications["first"].get<std::string>(), applications["last"].get<std::string>());
}

/// Size, questions, and where the model comes from.
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
    const std::string& direction = judgement.origin.directions[questions.size()];
    questions.push_back({{"id", question.id}, {"columns", question.columns}, {"direction", direction}});
  }
  Json json{{"kind", judgement.origin.forest_kind},
            {"trees", programme.forest.trees.size()},
            {"nodes", nodes},
            {"depth", depth},
            {"questions", std::move(questions)},
            {"known_origin", judgement.origin.known},
            {"known_directions", judgement.origin.directions_known}};
  for (const char* key :
       {"trainer", "data_sha256", "first_application", "last_application", "rows", "seed", "calibrated_on", "policy"}) {
    if (provenance.is_object() && provenance.contains(key)) json["provenance"][key] = provenance[key];
  }
  return json;
}

/// How many of the judged rows lie in the period of the training rows ("share": "all", "some", "none" or "unknown"),
/// whether the training file is the judged one, so that those rows are training rows for certain, and whether the
/// cut-off was chosen on applications of the judged period.
Json describe_in_sample(const Judgement& judgement) {
  const ModelOrigin& origin = judgement.origin;
  const std::vector<Date>& dates = judgement.judged.rows.dates;
  const bool same_file = !origin.data_sha256.empty() && origin.data_sha256 == judgement.data_sha256;
  const std::size_t all = judgement.judged.rows.size();
  // A file without dates cannot have been divided by date.
  bool known = same_file && !origin.has_period();
  std::size_t rows = known ? all : 0;
  bool cut_off_chosen_here = false;
  if (!dates.empty()) {
    const auto [first, last] = std::minmax_element(dates.begin(), dates.end());
    known = known || origin.has_period();
    rows += static_cast<std::size_t>(
        std::count_if(dates.begin(), dates.end(), [&](const Date& date) { return origin.in_period(date); }));
    const auto period = policy_period(judgement.model.provenance);
    cut_off_chosen_here = period && period->first <= iso(*last) && iso(*first) <= period->second;
  }
  const char* const share = !known ? "unknown" : rows == 0 ? "none" : rows == all ? "all" : "some";
  return {{"share", share},         {"rows", known ? Json(rows) : Json(nullptr)}, {"known", known}, {"some", rows > 0},
          {"same_file", same_file}, {"cut_off_chosen_here", cut_off_chosen_here}};
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

/// One entry per question: the mean PD along its values, the direction that the trainer held the risk to, and whether
/// the mean PD keeps to it ("holds").
Json describe_dependence(const Judgement& judgement) {
  const auto dependences =
      partial_dependence(judgement.programme(), judgement.judged.rows, judgement.judged.covered, kSample);
  Json list = Json::array();
  for (std::size_t index = 0; index < dependences.size(); ++index) {
    const Question& question = judgement.programme().questionnaire.questions[index];
    const std::string& direction = judgement.origin.directions[index];
    list.push_back({{"question", question.id},
                    {"kind", question.kind == QuestionKind::choice ? "choice" : "number"},
                    {"direction", direction},
                    {"held_to_direction", direction != "free"},
                    {"holds", follows(dependences[index], direction)},
                    {"points_count", dependences[index].points.size()},
                    {"points", points_json(dependences[index], question)}});
  }
  return list;
}

/// The quality of the first k trees, and the smallest k that is as good as the whole forest.
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
